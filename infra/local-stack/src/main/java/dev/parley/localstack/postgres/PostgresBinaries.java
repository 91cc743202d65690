package dev.parley.localstack.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The unpacked PostgreSQL programs (`initdb`, `postgres`).
///
/// Unpacking takes seconds, so it happens once per version and cache folder. Several JVMs may ask at the same time: a
/// file lock lets one unpack while the others wait, and a rename makes the folder appear complete or not at all.
public record PostgresBinaries(Path home) {

    /// Unpacks into the user's cache folder (`~/.cache/parley`, or a temporary folder where that is not writable).
    public static PostgresBinaries unpacked() {
        return in(userCache());
    }

    /// Unpacks below `cache` unless an earlier call has done so.
    public static PostgresBinaries in(Path cache) {
        String archive = archiveName();
        try {
            Path home = cache.resolve("postgres-" + fingerprint(archive));
            if (!Files.exists(home)) {
                unpackOnce(archive, cache, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be unpacked into " + cache + ": " + e.getMessage(), e);
        }
    }

    public Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static void unpackOnce(String archive, Path cache, Path home) throws IOException {
        Files.createDirectories(cache);
        Path lockFile = cache.resolve("postgres.lock");
        synchronized (PostgresBinaries.class) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (!lock.isValid() || Files.exists(home)) {
                    return;
                }
                Path partial = Files.createTempDirectory(cache, "unpacking-");
                Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(archive, partial);
                Files.move(partial, home);
            }
        }
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream in = open(archive);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive names a file outside its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(file.getParent());
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(tar, file);
                    Files.setPosixFilePermissions(
                            file,
                            PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /// The archive's own content names the cache folder: another version never meets this one's files.
    private static String fingerprint(String archive) throws IOException {
        var crc = new CRC32();
        try (InputStream in = open(archive)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return HexFormat.of().toHexDigits(crc.getValue(), 8);
    }

    private static InputStream open(String archive) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
        if (in == null) {
            throw new IOException("no PostgreSQL for this machine on the class path (" + archive + ")");
        }
        return in;
    }

    private static String archiveName() {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (architecture) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
            default -> "/postgres-linux-" + architecture + ".txz";
        };
    }

    private static Path userCache() {
        Path home = Path.of(System.getProperty("user.home", "/nowhere"));
        Path cache = home.resolve(".cache").resolve("parley");
        try {
            Files.createDirectories(cache);
            if (Files.isWritable(cache)) {
                return cache;
            }
        } catch (IOException unwritable) {
            // A user without a home folder still gets a database.
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "parley-" + System.getProperty("user.name", "anybody"));
    }
}
