package dev.parley.testkit.architecture;

import dev.parley.web.access.AccessTable;
import dev.parley.web.access.MappedEndpoints;
import java.util.Collection;
import java.util.Set;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/// Whether `access.yaml` says who may call each endpoint of a service: `AccessRules.check("dev.parley.claims")`.
///
/// The service would not start otherwise; this says it in the build, without starting anything.
public final class AccessRules {
    private AccessRules() {}

    /// @param basePackage the service's package
    public static void check(String basePackage) {
        Set<RequestMappingInfo> mapped = MappedEndpoints.in(basePackage).keySet();
        if (mapped.isEmpty()) {
            throw new AssertionError("no endpoints in " + basePackage + ": the check would prove nothing");
        }
        Collection<String> missing = AccessTable.read().without(mapped);
        if (!missing.isEmpty()) {
            throw new AssertionError("access.yaml does not say who may call " + String.join(", ", missing));
        }
    }
}
