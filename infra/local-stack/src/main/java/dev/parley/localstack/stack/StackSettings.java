package dev.parley.localstack.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every port of the local stack. Each has a default and a `PARLEY_…` variable that overrides it.
///
/// A service's second process listens 100 above the first, its third 200 above, and so on; the last two digits tell the
/// services apart.
public final class StackSettings {

    private static final int MANAGEMENT_OFFSET = 1000;
    private static final int REPLICA_OFFSET = 100;
    private static final int HIGHEST = 65_535;

    private final Map<String, String> environment;

    public StackSettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public static StackSettings current() {
        return new StackSettings(System.getenv());
    }

    public int port(ServiceName service) {
        return port(service.portSetting(), service.defaultPort());
    }

    public int port(Replica replica) {
        return port(replica.portSetting(), port(replica.service()) + REPLICA_OFFSET * (replica.number() - 1));
    }

    public int managementPort(Replica replica) {
        return port(replica) + MANAGEMENT_OFFSET;
    }

    public int postgresPort() {
        return port("PARLEY_POSTGRES_PORT", 25432);
    }

    public int kafkaPort() {
        return port("PARLEY_KAFKA_PORT", 29092);
    }

    public int kafkaControllerPort() {
        return port("PARLEY_KAFKA_CONTROLLER_PORT", kafkaPort() + 1);
    }

    public int signInPort() {
        return port("PARLEY_DEV_PORT", 8090);
    }

    public int smtpPort() {
        return port("PARLEY_SMTP_PORT", 3025);
    }

    public String kafkaBootstrap() {
        return "127.0.0.1:" + kafkaPort();
    }

    /// Where people open Parley.
    public String address() {
        return "http://localhost:" + port(ServiceName.GATEWAY);
    }

    public String issuer() {
        return address() + "/dev";
    }

    /// Every port that must be free, with the setting that changes it.
    public Map<Integer, String> portsAndSettings(Scale scale) {
        var ports = new LinkedHashMap<Integer, String>();
        scale.replicas().forEach(replica -> claim(ports, port(replica), replica.portSetting()));
        claim(ports, postgresPort(), "PARLEY_POSTGRES_PORT");
        claim(ports, kafkaPort(), "PARLEY_KAFKA_PORT");
        claim(ports, kafkaControllerPort(), "PARLEY_KAFKA_CONTROLLER_PORT");
        claim(ports, signInPort(), "PARLEY_DEV_PORT");
        claim(ports, smtpPort(), "PARLEY_SMTP_PORT");
        scale.replicas().forEach(replica -> claim(ports, managementPort(replica), replica.portSetting()));
        return ports;
    }

    private static void claim(Map<Integer, String> ports, int port, String setting) {
        if (port > HIGHEST) {
            throw new StackProblem("Port " + port + ", which follows from the others, is above " + HIGHEST + ": set "
                    + setting + " to a lower one.");
        }
        String other = ports.putIfAbsent(port, setting);
        if (other != null) {
            throw new StackProblem("Port " + port + " is wanted twice: " + setting + " and " + other
                    + " must differ (a service also takes its port + " + MANAGEMENT_OFFSET + ").");
        }
    }

    private int port(String setting, int fallback) {
        String value = environment.get(setting);
        if (value == null || value.isBlank()) {
            return fallback;
        }
        if (!value.strip().matches("[0-9]{1,5}")) {
            throw new StackProblem(setting + " is \"" + value + "\" but must be a port number.");
        }
        int port = Integer.parseInt(value.strip());
        if (port < 1 || port > HIGHEST) {
            throw new StackProblem(setting + " is " + port + " but a port lies between 1 and 65535.");
        }
        return port;
    }
}
