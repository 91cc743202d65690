package dev.parley.systemtest.stack;

import dev.parley.localstack.stack.Replica;
import dev.parley.localstack.stack.ServiceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Free ports for one stack with up to two processes of each service, as the launcher's settings. Taken below the range
/// from which the kernel gives ports to
/// outgoing connections, so that none of them is taken between the look and the start.
final class Ports {

    private static final int FROM = 10_000;
    private static final int TO = 31_000;
    static final int MANAGEMENT_OFFSET = 1000;

    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Set<Integer> taken = new HashSet<>();

    private Ports() {}

    static Map<String, String> settings() {
        var ports = new Ports();
        var settings = new LinkedHashMap<String, String>();
        for (ServiceName service : ServiceName.values()) {
            settings.put(service.portSetting(), ports.next(MANAGEMENT_OFFSET));
            settings.put(new Replica(service, 2).portSetting(), ports.next(MANAGEMENT_OFFSET));
        }
        settings.put("PARLEY_POSTGRES_PORT", ports.next(0));
        settings.put("PARLEY_KAFKA_PORT", ports.next(0));
        settings.put("PARLEY_KAFKA_CONTROLLER_PORT", ports.next(0));
        settings.put("PARLEY_DEV_PORT", ports.next(0));
        settings.put("PARLEY_SMTP_PORT", ports.next(0));
        return settings;
    }

    private String next(int alsoAt) {
        while (true) {
            int port = random.nextInt(FROM, TO);
            boolean fresh = !taken.contains(port) && !taken.contains(port + alsoAt);
            if (fresh && free(port) && (alsoAt == 0 || free(port + alsoAt))) {
                taken.add(port);
                taken.add(port + alsoAt);
                return Integer.toString(port);
            }
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException somebodyIsThere) {
            return false;
        }
    }
}
