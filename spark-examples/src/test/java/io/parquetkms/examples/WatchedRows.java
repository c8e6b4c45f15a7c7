package io.parquetkms.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Rows on their way to a writer. Before a task's last one, what it has put onto a local disk so far is looked at; then the task fails,
 * if it is one of those that do.
 *
 * @param local directory for what file systems and committers keep on a local disk
 * @param failures which attempts fail: those below this number
 */
record WatchedRows(String local, int failures) implements MapPartitionsFunction<Row, Row> {

    /** Of all local files that were looked at: how many held bytes, and how many of these a value in clear. */
    static final AtomicInteger SEEN = new AtomicInteger();

    static final AtomicInteger IN_CLEAR = new AtomicInteger();

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                Row row = rows.next();
                if (!rows.hasNext()) {
                    last();
                }
                return row;
            }
        };
    }

    private void last() {
        try {
            for (Path file : TableCases.files(Path.of(local))) {
                look(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (TaskContext.get().partitionId() == 1 && TaskContext.get().attemptNumber() < failures) {
            throw new IllegalStateException("Attempt " + TaskContext.get().attemptNumber() + " fails, as planned");
        }
    }

    private static void look(Path file) throws IOException {
        String bytes = TableCases.text(file);
        if (!bytes.isEmpty()) {
            SEEN.incrementAndGet();
        }
        if (TableCases.holdsValues(bytes)) {
            IN_CLEAR.incrementAndGet();
        }
    }
}
