package io.parquetkms.plainjava;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.parquetkms.plainjava.CsvFile.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Hands the rows of a CSV file to Parquet, value by value, without an object for each row. An empty value is null. */
final class CsvRowWriter extends WriteSupport<CsvRecord> {

    private final CsvFile source;
    private final List<Column> columns;
    private RecordConsumer consumer;

    private CsvRowWriter(CsvFile source, List<Column> columns) {
        this.source = source;
        this.columns = columns;
    }

    static MessageType schema(List<Column> columns) {
        return new MessageType(
                "csv",
                columns.stream()
                        .<Type>map(column -> column.type().column(column.name()))
                        .toList());
    }

    /** As any of Parquet's writers has one. */
    static final class Builder extends ParquetWriter.Builder<CsvRecord, Builder> {

        private final CsvRowWriter rows;

        Builder(OutputFile file, CsvFile source, List<Column> columns) {
            super(file);
            rows = new CsvRowWriter(source, columns);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // and abstract
        protected WriteSupport<CsvRecord> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<CsvRecord> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // and abstract
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema(columns), Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema(columns), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(CsvRecord row) {
        if (row.getFieldCount() != columns.size()) {
            throw wrong(row, ": " + row.getFieldCount() + " values, and the header has " + columns.size());
        }
        consumer.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            String value = row.getField(i);
            if (!value.isEmpty()) {
                consumer.startField(columns.get(i).name(), i);
                write(row, columns.get(i), value);
                consumer.endField(columns.get(i).name(), i);
            }
        }
        consumer.endMessage();
    }

    private void write(CsvRecord row, Column column, String value) {
        try {
            column.type().write(value, consumer);
        } catch (IllegalArgumentException e) {
            String type = column.type().name().toLowerCase(Locale.ROOT);
            throw wrong(
                    row,
                    ", column '" + column.name() + "': a value of " + value.length() + " characters is no " + type
                            + ". Mend it, or give the column another type in the header: " + column.name() + ":text");
        }
    }

    /** Without the value, and without a cause that has it: it may be what is to be encrypted. */
    private CsvException wrong(CsvRecord row, String what) {
        return new CsvException(source.path(), row.getStartingLineNumber(), what, null);
    }
}
