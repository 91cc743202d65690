package dev.parley.localstack.stack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The services, with what the launcher must know about each.
///
/// `heapMegabytes` is the largest heap. `hot` services lie on the way of a message to a screen and get the optimising
/// compiler; the others make do with the quick one, which halves their start-up work.
public enum ServiceName {
    GATEWAY(8080, 256, true, false),
    CLAIMS(8081, 160, false, true),
    MESSAGING(8082, 288, true, true),
    ATTACHMENT(8083, 160, false, true),
    NOTIFICATION(8084, 160, false, true),
    PRESENCE(8085, 128, false, true),
    ADMIN(8086, 160, false, true);

    private final int defaultPort;
    private final int heapMegabytes;
    private final boolean hot;
    private final boolean database;

    ServiceName(int defaultPort, int heapMegabytes, boolean hot, boolean database) {
        this.defaultPort = defaultPort;
        this.heapMegabytes = heapMegabytes;
        this.hot = hot;
        this.database = database;
    }

    public static Optional<ServiceName> named(String service) {
        return Arrays.stream(values())
                .filter(name -> name.service().equals(service))
                .findFirst();
    }

    public static List<String> databases() {
        return Arrays.stream(values())
                .filter(ServiceName::hasDatabase)
                .map(ServiceName::shortName)
                .toList();
    }

    /// `claims`: the database, and the middle of every setting's name.
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `claims-service`: the module, the consumer group, the name shown.
    public String service() {
        return shortName() + "-service";
    }

    /// The setting that moves the service to another port.
    public String portSetting() {
        return "PARLEY_" + name() + "_PORT";
    }

    public int defaultPort() {
        return defaultPort;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    boolean hot() {
        return hot;
    }

    public boolean hasDatabase() {
        return database;
    }
}
