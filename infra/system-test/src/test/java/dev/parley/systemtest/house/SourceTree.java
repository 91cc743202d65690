package dev.parley.systemtest.house;

import dev.parley.systemtest.stack.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files that people write: nothing generated, fetched or hidden.
final class SourceTree {

    private static final Set<String> NOT_WRITTEN = Set.of("target", "node_modules", "dist");

    /// What breaks the rules on purpose, to show that the rules notice.
    private static final Set<String> PLANTED = Set.of("badservice");

    private final Path root = Checkout.root();
    private final List<Path> folders = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    SourceTree() {
        try {
            Files.walkFileTree(root, new Walk());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Relative to the root.
    List<Path> folders() {
        return folders;
    }

    Stream<Path> java(String part) {
        return files.stream()
                .filter(file ->
                        file.toString().endsWith(".java") && file.toString().contains(part));
    }

    Stream<Path> mainJava() {
        return java("src/main/java/");
    }

    Stream<Path> testJava() {
        return java("src/test/java/");
    }

    /// Names of what lies in a folder, hidden and generated things apart.
    List<String> namesIn(String folder) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !NOT_WRITTEN.contains(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(Path file) {
        return Files.exists(root.resolve(file));
    }

    String text(Path file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            if (!folder.equals(root)
                    && (name.startsWith(".") || NOT_WRITTEN.contains(name) || PLANTED.contains(name))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            folders.add(root.relativize(folder));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(root.relativize(file));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }
    }
}
