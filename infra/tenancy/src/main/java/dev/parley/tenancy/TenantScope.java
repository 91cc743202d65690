package dev.parley.tenancy;

import java.util.Optional;
import java.util.concurrent.Callable;

/// The tenant for which the current thread works. Set where work enters a service: by the HTTP filter from a checked
/// token, by the event consumer from a record's header.
public final class TenantScope {
    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private TenantScope() {}

    public static Optional<String> current() {
        return TENANT.isBound() ? Optional.of(TENANT.get()) : Optional.empty();
    }

    /// @throws IllegalStateException when no tenant is in scope: a defect, never an answer to a caller
    public static String required() {
        return current().orElseThrow(() -> new IllegalStateException("no tenant in scope"));
    }

    public static void run(String tenant, Runnable work) {
        ScopedValue.where(TENANT, tenant).run(work);
    }

    public static <T> T call(String tenant, Callable<T> work) throws Exception {
        return ScopedValue.where(TENANT, tenant).call(work::call);
    }
}
