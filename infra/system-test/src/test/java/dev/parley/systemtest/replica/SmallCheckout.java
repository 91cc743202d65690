package dev.parley.systemtest.replica;

import dev.parley.localstack.stack.ServiceName;
import dev.parley.systemtest.stack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder in which only some of the services have been built: a stack of it leaves the two cores to those that matter
/// here.
final class SmallCheckout {

    private static final List<ServiceName> THERE =
            List.of(ServiceName.GATEWAY, ServiceName.CLAIMS, ServiceName.MESSAGING, ServiceName.PRESENCE);

    private SmallCheckout() {}

    /// Stays from run to run, and with it what was unpacked there.
    static Path folder() throws IOException {
        Path folder = Files.createDirectories(Checkout.target().resolve("replica-checkout"));
        for (ServiceName service : THERE) {
            Path link = folder.resolve(service.service());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Checkout.root().resolve(service.service()));
        }
        return folder;
    }
}
