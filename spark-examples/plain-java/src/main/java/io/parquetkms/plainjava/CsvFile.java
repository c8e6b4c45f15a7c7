package io.parquetkms.plainjava;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A CSV file (RFC 4180, UTF-8) with a header: names, and types where its author gave them ({@code id:long,name,born:date}). Other types
 * are what the first rows look like. Its rows are read one after the other, and never all at once.
 */
record CsvFile(Path path) {

    private static final int LOOKED_AT = 1_000;

    record Column(String name, ColumnType type) {}

    /** Its rows, from the one after the header on. To be closed. */
    final class Rows implements AutoCloseable {

        private final CountedStream bytes;
        private final CsvReader<CsvRecord> reader;
        private final CloseableIterator<CsvRecord> records;
        private long line = 1;

        private Rows() throws IOException {
            bytes = new CountedStream(Files.newInputStream(path));
            // a decoder of its own: what is no UTF-8 would else become question marks
            reader = CsvReader.builder()
                    .detectBomHeader(false)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
            records = reader.iterator();
        }

        /** Null after the last one. */
        CsvRecord next() {
            try {
                if (!records.hasNext()) {
                    return null;
                }
                CsvRecord record = records.next();
                line = record.getStartingLineNumber();
                return record;
            } catch (UncheckedIOException | CsvParseException e) {
                throw new CsvException(path, line, " or after it: this is no CSV in UTF-8: " + e.getMessage(), e);
            }
        }

        long bytesRead() {
            return bytes.read;
        }

        @Override
        public void close() throws IOException {
            records.close();
            reader.close();
        }
    }

    private static final class CountedStream extends FilterInputStream {

        private long read;

        private CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            read += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = super.read(buffer, offset, length);
            read += Math.max(some, 0);
            return some;
        }
    }

    Rows rows() throws IOException {
        Rows rows = new Rows();
        header(rows);
        return rows;
    }

    private CsvRecord header(Rows rows) {
        CsvRecord header = rows.next();
        if (header == null) {
            throw new CsvException(path, 1, ": there is no header", null);
        }
        return header;
    }

    /** Looks at the header and the first rows. */
    List<Column> columns() throws IOException {
        try (Rows rows = new Rows()) {
            List<String> names = header(rows).getFields();
            List<List<String>> values = names.stream()
                    .map(name -> (List<String>) new ArrayList<String>())
                    .toList();
            CsvRecord row = rows.next();
            for (int i = 0; i < LOOKED_AT && row != null; i++, row = rows.next()) {
                for (int column = 0; column < Math.min(names.size(), row.getFieldCount()); column++) {
                    values.get(column).add(row.getField(column));
                }
            }
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                columns.add(column(names.get(i).replace("\ufeff", "").trim(), values.get(i)));
            }
            check(columns);
            return columns;
        }
    }

    private Column column(String header, List<String> values) {
        int colon = header.lastIndexOf(':');
        if (colon < 0) {
            return new Column(header, guess(values));
        }
        String type = header.substring(colon + 1).trim().toUpperCase(Locale.ROOT);
        return Arrays.stream(ColumnType.values())
                .filter(known -> known.name().equals(type))
                .findFirst()
                .map(known -> new Column(header.substring(0, colon).trim(), known))
                .orElseThrow(() -> new CsvException(
                        path,
                        1,
                        ", column '" + header + "': after the colon there must be one of "
                                + Arrays.toString(ColumnType.values()).toLowerCase(Locale.ROOT),
                        null));
    }

    private static ColumnType guess(List<String> values) {
        List<String> there = values.stream().filter(value -> !value.isEmpty()).toList();
        return Arrays.stream(ColumnType.values())
                .filter(type -> !there.isEmpty() && there.stream().allMatch(type::fits))
                .findFirst()
                .orElse(ColumnType.TEXT);
    }

    private void check(List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        if (names.stream().distinct().count() < names.size() || names.contains("")) {
            throw new CsvException(
                    path,
                    1,
                    ": each column needs a name of its own in the header: "
                            + names.stream().collect(Collectors.joining(", ", "'", "'")),
                    null);
        }
    }
}
