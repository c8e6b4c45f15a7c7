package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of the quickstart's files. Marked, so that only one of its own is ever emptied. */
record OutputDirectory(Path root) {

    private static final String MARKER = ".parquet-kms-quickstart";

    static OutputDirectory empty(Path root) throws IOException {
        if (Files.exists(root.resolve(MARKER))) {
            delete(root);
        } else if (Files.exists(root) && !list(root).isEmpty()) {
            throw new QuickstartFailure(
                    "Not touching " + root + ": it holds files that are not the quickstart's. Choose another --output");
        }
        Files.createDirectories(root);
        Files.createFile(root.resolve(MARKER));
        return new OutputDirectory(root);
    }

    Path encrypted() {
        return root.resolve("encrypted");
    }

    Path encrypted(String table) {
        return encrypted().resolve(table);
    }

    Path control(String name) {
        return root.resolve("control").resolve(name);
    }

    Path keystore(String name) {
        return root.resolve(name + ".jceks");
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> entries = Files.walk(directory)) {
            deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
