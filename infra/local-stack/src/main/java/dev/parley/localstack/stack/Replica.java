package dev.parley.localstack.stack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One process of a service. The first is called as the service is, the others have their number behind the name.
///
/// @param number from 1
public record Replica(ServiceName service, int number) {

    private static final Pattern NAME = Pattern.compile("([a-z]+-service)(?:-([2-9]))?");

    public static Replica first(ServiceName service) {
        return new Replica(service, 1);
    }

    /// Empty when that is no name of a service's process.
    public static Optional<Replica> named(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int number = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
        return ServiceName.named(matcher.group(1)).map(service -> new Replica(service, number));
    }

    /// `gateway-service`, `gateway-service-2`, …
    public String name() {
        return number == 1 ? service.service() : service.service() + "-" + number;
    }

    /// `PARLEY_GATEWAY_PORT`, `PARLEY_GATEWAY_2_PORT`, …
    public String portSetting() {
        return number == 1 ? service.portSetting() : "PARLEY_" + service.name() + "_" + number + "_PORT";
    }
}
