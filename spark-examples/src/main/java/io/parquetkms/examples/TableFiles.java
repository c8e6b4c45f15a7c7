package io.parquetkms.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The Parquet files of one table, as bytes on disk. */
public record TableFiles(List<Path> paths) {

    /** What an encrypted file with an encrypted footer begins and ends with; a plaintext one has {@code PAR1}. */
    private static final String ENCRYPTED = "PARE";

    public static TableFiles in(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return new TableFiles(entries.filter(path -> path.toString().endsWith(".parquet"))
                    .sorted()
                    .toList());
        }
    }

    public int count() {
        return paths.size();
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path path : paths) {
            bytes += Files.size(path);
        }
        return bytes;
    }

    public boolean allEncrypted() throws IOException {
        for (Path path : paths) {
            if (!text(path).startsWith(ENCRYPTED)) {
                return false;
            }
        }
        return !paths.isEmpty();
    }

    /** How many of these ASCII strings stand anywhere in the files. */
    long found(Collection<String> strings) throws IOException {
        List<String> missing = List.copyOf(strings);
        for (Path path : paths) {
            String content = text(path);
            missing =
                    missing.stream().filter(string -> !content.contains(string)).toList();
        }
        return strings.size() - missing.size();
    }

    /** One character for each byte. */
    private static String text(Path path) throws IOException {
        return Files.readString(path, StandardCharsets.ISO_8859_1);
    }
}
