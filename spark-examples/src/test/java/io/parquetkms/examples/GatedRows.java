package io.parquetkms.examples;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Rows on their way to a writer, which waits at the {@link Gate} before one of them.
 *
 * @param before which, counted from 1 in each task
 */
record GatedRows(int before) implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {

            private int row;

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                if (++row == before) {
                    TaskContext task = TaskContext.get();
                    Gate.meet("part " + task.partitionId() + ", attempt " + task.attemptNumber());
                }
                return rows.next();
            }
        };
    }
}
