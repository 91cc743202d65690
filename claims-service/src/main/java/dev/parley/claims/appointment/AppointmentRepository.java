package dev.parley.claims.appointment;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/// Every query names the tenant, although row-level security would refuse other rows anyway.
interface AppointmentRepository extends Repository<Appointment, UUID> {
    /// @throws org.springframework.dao.OptimisticLockingFailureException when somebody else was faster
    Appointment saveAndFlush(Appointment appointment);

    Optional<Appointment> findByTenantAndId(String tenant, UUID id);
}
