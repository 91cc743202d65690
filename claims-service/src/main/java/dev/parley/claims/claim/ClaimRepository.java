package dev.parley.claims.claim;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/// Every query names the tenant, although row-level security would refuse other rows anyway.
interface ClaimRepository extends Repository<Claim, UUID> {
    /// Writes at once: whoever appends a fact afterwards holds the row, so the order of a claim's facts is the order of
    /// their commits, and the version in the answer is the one stored.
    ///
    /// @throws org.springframework.dao.OptimisticLockingFailureException when somebody else was faster
    Claim saveAndFlush(Claim claim);

    Optional<Claim> findByTenantAndId(String tenant, UUID id);
}
