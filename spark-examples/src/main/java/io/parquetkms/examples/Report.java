package io.parquetkms.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the quickstart shows at the end.
 *
 * @param toWrite KMS calls that writing the tables took
 * @param toRead KMS calls that reading them took
 */
record Report(Path directory, List<WrittenTable> tables, KeySource keys, long toWrite, long toRead, Duration elapsed) {

    record WrittenTable(Table table, int files, long bytes, long rows) {}

    private static final List<Integer> EXECUTORS = List.of(10, 1_000);

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tables(text);
        calls(text);
        text.append(line("%nDone in %.0f s. The files are in %s", elapsed.toMillis() / 1e3, directory));
        return text.toString();
    }

    private void tables(StringBuilder text) {
        text.append(line("%n%-10s %6s %13s %11s  %s", "table", "files", "bytes", "rows", "encrypted columns, by key"));
        for (WrittenTable table : tables) {
            text.append(line(
                    "%-10s %6d %,13d %,11d  %s",
                    table.table().name(),
                    table.files(),
                    table.bytes(),
                    table.rows(),
                    table.table()
                            .columnKeys()
                            .replace(":", ": ")
                            .replace(",", ", ")
                            .replace(";", "; ")));
        }
        text.append(line("Every footer is encrypted, too, under the key footer."));
    }

    private void calls(StringBuilder text) {
        long k = keys.keys();
        long single = tables.stream()
                .mapToLong(table -> table.files() * (1 + table.table().encryptedColumns()))
                .sum();
        long singleRead = single + tables.size();
        String where = keys.keystore() ? " (the keystore stands in for KMS)" : "";
        text.append(line("%n%-64s %10s %10s", "KMS calls" + where, "to write", "to read"));
        text.append(calls("this job, measured: parquet-kms", toWrite, toRead));
        text.append(calls("this job, computed: stock key tools", k, k));
        text.append(calls("this job, computed: stock key tools, single wrapping", single, singleRead));
        for (int e : EXECUTORS) {
            String on = "on %,d executors, computed: ".formatted(e);
            text.append(calls(on + "parquet-kms, encrypted RPC", k, k));
            text.append(calls(on + "parquet-kms, open RPC", k + e * k, e * k));
            text.append(calls(on + "stock key tools", e * k, e * e * k));
            text.append(calls(on + "stock, single wrapping", single, singleRead));
        }
        text.append(
                line("Computed for K = %d keys and E executors that each write and read some files. parquet-kms:", k));
        text.append(line("K to write and K to read where the driver sends keys (over encrypted RPC), else K+E*K and"));
        text.append(line("E*K; stock: E*K and E*E*K, all of it again every 600 s (parquet-kms: 24 h, kek.max.age)."));
        text.append(line("Single wrapping: F*(1+C) for F files with C encrypted columns, and 1 more for each scan."));
    }

    private static String calls(String what, long toWrite, long toRead) {
        return line("  %-62s %,10d %,10d", what, toWrite, toRead);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
