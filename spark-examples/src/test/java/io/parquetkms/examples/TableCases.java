package io.parquetkms.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a job does to tables of some format, one case after the other, and what is then found in clear below the table's directory.
 * A job prints each as a line; a test reads the lines.
 */
final class TableCases {

    /** A text that stands in every value of the columns that must be encrypted. */
    static final String CANARY = "canary";

    /** The same for numbers: {@code CANARY_NUMBER + id}, with ids below a hundred. */
    static final long CANARY_NUMBER = 7_654_321_000L;

    private static final String NUMBER_AS_TEXT = "76543210";
    private static final String NUMBER_IN_PARQUET = inParquet();

    /**
     * What came of one.
     *
     * @param files names of the files that hold a value in clear, or are Parquet and not encrypted; {@code NONE} if there are no files
     * @param said what it wanted to say: an error, or what was read
     */
    record Outcome(String files, String said) {}

    interface Case {
        String run() throws Exception;
    }

    private TableCases() {}

    static void run(String name, Path directory, Case action) throws IOException {
        String said;
        try {
            said = action.run();
        } catch (Exception e) {
            said = Failures.forUser(e);
        }
        System.out.println(String.join("\t", "case", name, inClear(directory), said.replaceAll("\\s+", " ")));
    }

    static Map<String, Outcome> outcomes(SparkSubmit.Result result) {
        return result.lines()
                .filter(line -> line.startsWith("case\t"))
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(field -> field[1], field -> new Outcome(field[2], field[3])));
    }

    /** Every file is looked at byte by byte: data, logs, checkpoints, checksums. */
    static String inClear(Path directory) throws IOException {
        List<Path> files = files(directory);
        if (files.isEmpty()) {
            return "NONE";
        }
        StringBuilder found = new StringBuilder();
        for (Path file : files) {
            if (holdsValues(file)) {
                found.append(directory.relativize(file)).append(' ');
            }
        }
        return found.toString().trim();
    }

    static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean holdsValues(Path file) throws IOException {
        String bytes = text(file);
        return holdsValues(bytes) || (file.toString().endsWith(".parquet") && !bytes.startsWith("PARE"));
    }

    /** One character for each byte. */
    static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Whether a value stands somewhere in bytes, of which each is a character. */
    static boolean holdsValues(String bytes) {
        return bytes.contains(CANARY) || bytes.contains(NUMBER_AS_TEXT) || bytes.contains(NUMBER_IN_PARQUET);
    }

    /** The number's last seven bytes: ids below a hundred change the first one only. */
    private static String inParquet() {
        byte[] number = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(CANARY_NUMBER)
                .array();
        return new String(number, 1, Long.BYTES - 1, StandardCharsets.ISO_8859_1);
    }
}
