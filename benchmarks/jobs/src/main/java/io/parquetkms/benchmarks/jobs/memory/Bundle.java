package io.parquetkms.benchmarks.jobs.memory;

import io.parquetkms.benchmarks.jobs.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * What a jar is made of.
 *
 * @param parts classes and other files by where they come from
 */
record Bundle(long bytes, Map<String, Part> parts) {

    private static final String SHADED = "io/parquetkms/shaded/";

    /** @param bytes as compressed in the jar */
    record Part(int files, long bytes) {

        private Part plus(Part other) {
            return new Part(files + other.files, bytes + other.bytes);
        }
    }

    static Bundle read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new Bundle(
                    Files.size(jar),
                    file.stream()
                            .filter(entry -> !entry.isDirectory())
                            .collect(Collectors.toMap(
                                    entry -> origin(entry.getName()),
                                    (JarEntry entry) -> new Part(1, entry.getCompressedSize()),
                                    Part::plus,
                                    TreeMap::new)));
        }
    }

    static String origin(String path) {
        if (!path.endsWith(".class")) {
            return "not classes";
        }
        if (path.startsWith(SHADED)) {
            String shaded = path.substring(SHADED.length());
            return shaded.substring(0, shaded.indexOf('/'));
        }
        return path.startsWith("io/parquetkms/") ? "parquet-kms" : "others";
    }

    String markdown() {
        TextTable table = new TextTable(1);
        table.add(List.of("in the bundle", "files", "KB, compressed"));
        parts.forEach((origin, part) -> table.add(row(origin, part.files(), part.bytes())));
        table.add(row("the jar", parts.values().stream().mapToInt(Part::files).sum(), bytes));
        return table.markdown();
    }

    private static List<String> row(String name, int files, long bytes) {
        return List.of(name, String.valueOf(files), String.format(Locale.ROOT, "%.0f", bytes / 1e3));
    }
}
