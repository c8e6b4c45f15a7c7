package io.parquetkms.tools;

import io.parquetkms.lake.FileProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A command's answer: tables, one after the other, whose lines are printed as they come, and a summary. Values are texts (empty: there is
 * none), numbers, {@link ByteCount}s, booleans, constants, and lists of such. For one thread.
 */
final class Report implements AutoCloseable {

    private final Rendering rendering;
    private final PrintWriter out;
    private Runnable beforeLines = () -> {};
    private int columns;
    private long problems;

    Report(Rendering rendering, PrintWriter out) {
        this.rendering = rendering;
        this.out = out;
    }

    /** What clears the terminal before something is printed there. */
    void beforeLines(Runnable action) {
        beforeLines = action;
    }

    /**
     * Begins the table of the files: each has a line, or a {@link #problem}. As CSV it has two columns more for these.
     *
     * @param more its columns after {@code path}; in camel case, as JSON has them
     */
    Report files(String... more) throws IOException {
        List<String> names = new ArrayList<>(List.of("path"));
        names.addAll(List.of(more));
        return begin("files", names);
    }

    /** Begins another table. CSV has only the first. */
    Report table(String name, String... names) throws IOException {
        return begin(name, List.of(names));
    }

    private Report begin(String name, List<String> names) throws IOException {
        columns = names.size();
        beforeLines.run();
        rendering.begin(name, names);
        return this;
    }

    /** A line: as many values as there are columns. */
    void row(Object... values) throws IOException {
        if (values.length != columns) {
            throw new IllegalArgumentException(values.length + " values for " + columns + " columns");
        }
        beforeLines.run();
        rendering.row(Arrays.asList(values));
    }

    /** A file that nothing could be done with. */
    void problem(FileProblem problem) throws IOException {
        problems++;
        beforeLines.run();
        rendering.problem(problem);
    }

    /** How many there were. */
    long problems() {
        return problems;
    }

    /** Ends it with sums: values as in lines, or maps of such. As CSV they go to standard error. */
    void summary(Map<String, ?> summary) throws IOException {
        beforeLines.run();
        rendering.summary(summary);
    }

    /** {@link ExitCode#DONE}, or {@link ExitCode#PARTLY} if there was a problem. */
    int exitCode() {
        return problems == 0 ? ExitCode.DONE : ExitCode.PARTLY;
    }

    /**
     * Ends it, as it is: whoever reads JSON of a command that failed finds no {@code summary} in it.
     *
     * @throws IOException if it could not be written
     */
    @Override
    public void close() throws IOException {
        beforeLines.run();
        rendering.end();
        boolean failed = out.checkError();
        out.close();
        if (failed || out.checkError()) {
            throw new IOException("The report could not be written to its end: no space, or nobody reads it");
        }
    }
}
