package dev.parley.localstack.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every port of the local stack. Each has a default and a `PARLEY_…` variable that overrides it.
public final class StackSettings {

    private static final int MANAGEMENT_OFFSET = 1000;

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

    public int managementPort(ServiceName service) {
        return port(service) + MANAGEMENT_OFFSET;
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
    public Map<Integer, String> portsAndSettings() {
        var ports = new LinkedHashMap<Integer, String>();
        for (ServiceName service : ServiceName.values()) {
            claim(ports, port(service), service.portSetting());
        }
        claim(ports, postgresPort(), "PARLEY_POSTGRES_PORT");
        claim(ports, kafkaPort(), "PARLEY_KAFKA_PORT");
        claim(ports, kafkaControllerPort(), "PARLEY_KAFKA_CONTROLLER_PORT");
        claim(ports, signInPort(), "PARLEY_DEV_PORT");
        claim(ports, smtpPort(), "PARLEY_SMTP_PORT");
        for (ServiceName service : ServiceName.values()) {
            claim(ports, managementPort(service), service.portSetting());
        }
        return ports;
    }

    private static void claim(Map<Integer, String> ports, int port, String setting) {
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
        if (port < 1 || port > 65_535) {
            throw new StackProblem(setting + " is " + port + " but a port lies between 1 and 65535.");
        }
        return port;
    }
}
