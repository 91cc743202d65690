package dev.parley.systemtest.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the sources and the built jars are.
public final class Checkout {

    private Checkout() {}

    /// The root of the checkout, found upwards from the working directory.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("infra/system-test"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("not inside a checkout of Parley");
            }
            folder = parent;
        }
        return folder;
    }

    /// Where a run leaves what people look at afterwards.
    public static Path target() {
        return root().resolve("infra/system-test/target");
    }
}
