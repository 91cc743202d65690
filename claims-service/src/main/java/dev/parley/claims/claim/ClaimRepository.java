package dev.parley.claims.claim;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/// Every query names the tenant, although row-level security would refuse other rows anyway.
interface ClaimRepository extends Repository<Claim, UUID> {
    Claim save(Claim claim);

    Optional<Claim> findByTenantAndId(String tenant, UUID id);

    /// Newest first. Ids are UUIDv7, so their order is the order of creation, and a page is one index range.
    @Query("""
            select c from Claim c
            where c.tenant = :tenant and c.id < :before
              and (:customerId is null or c.customerId = :customerId)
              and (:status is null or c.status = :status)
            order by c.id desc""")
    List<Claim> page(String tenant, @Nullable UUID customerId, @Nullable ClaimStatus status, UUID before, Limit limit);
}
