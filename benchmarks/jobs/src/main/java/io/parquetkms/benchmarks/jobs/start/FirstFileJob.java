package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import org.apache.hadoop.fs.Path;

/**
 * What a forked JVM does, and prints as one {@link Measurement} a line. Arguments: what, and a directory.
 *
 * <ul>
 *   <li>{@code plain}, {@code stock}, {@code ours}: writes a file, the first thing it does
 *   <li>{@code stock-later}, {@code ours-later}: writes a plain file first, so that what comes next is encryption's own cost
 *   <li>{@code ours-unwarmed-later}: as {@code ours-later}, without the AES warm-up
 *   <li>{@code ours-pieces}: as {@code ours-later}, with what the library does for the first file done before, one by one
 * </ul>
 */
public final class FirstFileJob {

    /** From the JVM's start to the first file, closed. */
    static final String WHOLE = "JVM start to first file";

    static final String FIRST = "first encrypted file";
    static final String SECOND = "second encrypted file";

    private final Path directory;

    private FirstFileJob(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        Measurement.sinceStart("JVM start to main").print();
        FirstFileJob job = new FirstFileJob(new Path(args[1]));
        switch (args[0]) {
            case "plain" -> job.first(SmallTable.plain());
            case "stock" -> job.first(SmallTable.stock());
            case "ours" -> job.first(SmallTable.ours());
            case "stock-later" -> job.later(SmallTable.stock(), () -> {});
            case "ours-later" -> job.later(SmallTable.ours(), () -> {});
            case "ours-unwarmed-later" -> job.later(SmallTable.oursUnwarmed(), () -> {});
            case "ours-pieces" ->
                job.later(SmallTable.ours(), () -> Pieces.of(SmallTable.ours().configuration()));
            default -> throw new IllegalArgumentException("Unknown work " + args[0]);
        }
    }

    private void first(SmallTable table) throws Exception {
        Path file = file("first");
        table.write(file);
        Measurement.sinceStart(WHOLE).print();
        table.check(file);
    }

    private void later(SmallTable table, Measurement.Work before) throws Exception {
        measure("plain file", SmallTable.plain());
        before.run();
        measure(FIRST, table);
        measure(SECOND, table);
    }

    private void measure(String step, SmallTable table) throws Exception {
        Path file = file(step.replace(' ', '-'));
        Measurement.of(step, () -> table.write(file)).print();
    }

    private Path file(String name) {
        return new Path(directory, name + "-" + ProcessHandle.current().pid() + ".parquet");
    }
}
