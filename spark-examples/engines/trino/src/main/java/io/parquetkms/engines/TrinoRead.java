package io.parquetkms.engines;

import static io.trino.memory.context.AggregatedMemoryContext.newSimpleAggregatedMemoryContext;
import static io.trino.parquet.ParquetTypeUtils.constructField;
import static io.trino.parquet.ParquetTypeUtils.getColumnIO;
import static io.trino.parquet.ParquetTypeUtils.getDescriptors;
import static io.trino.parquet.ParquetTypeUtils.lookupColumnByName;
import static io.trino.parquet.predicate.PredicateUtils.buildPredicate;
import static io.trino.parquet.predicate.PredicateUtils.getFilteredRowGroups;
import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.VarcharType.VARCHAR;

import io.airlift.slice.Slices;
import io.trino.parquet.AbstractParquetDataSource;
import io.trino.parquet.Column;
import io.trino.parquet.ParquetDataSourceId;
import io.trino.parquet.ParquetReaderOptions;
import io.trino.parquet.metadata.ParquetMetadata;
import io.trino.parquet.predicate.TupleDomainParquetPredicate;
import io.trino.parquet.reader.MetadataReader;
import io.trino.parquet.reader.ParquetReader;
import io.trino.spi.block.Block;
import io.trino.spi.connector.SourcePage;
import io.trino.spi.predicate.Domain;
import io.trino.spi.predicate.TupleDomain;
import io.trino.spi.type.Type;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.schema.MessageType;
import org.joda.time.DateTimeZone;

/** Reads a file by Trino's own reader, as its Hive connector does: row groups that the filter can't rule out, then rows. */
public final class TrinoRead {

    private static final int DOMAIN_COMPACTION = 1_000;

    private TrinoRead() {}

    public static void main(String[] arguments) throws Exception {
        Request.answer(arguments, TrinoRead::read);
    }

    private static void read(Request request) throws Exception {
        ParquetReaderOptions options = ParquetReaderOptions.defaultOptions();
        try (LocalFile file = new LocalFile(request.file(), options)) {
            ParquetMetadata footer = MetadataReader.readFooter(file, options, Optional.empty(), Optional.empty());
            MessageType schema = footer.getFileMetaData().getSchema();
            MessageColumnIO io = getColumnIO(schema, schema);
            List<String> read = request.columnsToRead();
            List<Column> columns = new ArrayList<>();
            for (String name : read) {
                columns.add(new Column(
                        name,
                        constructField(type(name), lookupColumnByName(io, name)).orElseThrow()));
            }
            Map<List<String>, ColumnDescriptor> descriptors = getDescriptors(schema, schema);
            TupleDomain<ColumnDescriptor> domain = request.filtered()
                    ? TupleDomain.withColumnDomains(Map.of(
                            descriptors.get(List.of(request.filterColumn())),
                            Domain.singleValue(VARCHAR, Slices.utf8Slice(request.filterValue()))))
                    : TupleDomain.all();
            TupleDomainParquetPredicate predicate = buildPredicate(schema, domain, descriptors, DateTimeZone.UTC);
            try (ParquetReader reader = new ParquetReader(
                    Optional.ofNullable(footer.getFileMetaData().getCreatedBy()),
                    columns,
                    false,
                    getFilteredRowGroups(
                            0,
                            file.getEstimatedSize(),
                            file,
                            footer,
                            List.of(domain),
                            List.of(predicate),
                            descriptors,
                            DateTimeZone.UTC,
                            DOMAIN_COMPACTION,
                            options),
                    file,
                    DateTimeZone.UTC,
                    newSimpleAggregatedMemoryContext(),
                    options,
                    TrinoRead::unchecked,
                    Optional.of(predicate),
                    Optional.empty(),
                    footer.getDecryptionContext())) {
                for (SourcePage page = reader.nextPage(); page != null; page = reader.nextPage()) {
                    rows(request, read, page);
                }
            }
        }
    }

    private static RuntimeException unchecked(Exception e) {
        return e instanceof RuntimeException runtime ? runtime : new RuntimeException(e.getMessage(), e);
    }

    /** Trino filters what the pushed-down filter lets through. */
    private static void rows(Request request, List<String> read, SourcePage page) {
        for (int position = 0; position < page.getPositionCount(); position++) {
            List<String> values = new ArrayList<>();
            for (int channel = 0; channel < read.size(); channel++) {
                values.add(value(type(read.get(channel)), page.getBlock(channel), position));
            }
            request.rowIfItPasses(values);
        }
    }

    private static String value(Type type, Block block, int position) {
        if (block.isNull(position)) {
            return null;
        }
        return type == BIGINT
                ? Long.toString(BIGINT.getLong(block, position))
                : VARCHAR.getSlice(block, position).toStringUtf8();
    }

    private static Type type(String column) {
        return People.isNumber(column) ? BIGINT : VARCHAR;
    }

    private static final class LocalFile extends AbstractParquetDataSource {

        private final RandomAccessFile file;

        private LocalFile(String path, ParquetReaderOptions options) throws IOException {
            super(new ParquetDataSourceId(path), new java.io.File(path).length(), options);
            file = new RandomAccessFile(path, "r");
        }

        @Override
        protected void readInternal(long position, byte[] buffer, int offset, int length) throws IOException {
            file.seek(position);
            file.readFully(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
