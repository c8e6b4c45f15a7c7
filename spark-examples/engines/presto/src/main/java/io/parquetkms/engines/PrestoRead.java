package io.parquetkms.engines;

import static com.facebook.presto.memory.context.AggregatedMemoryContext.newSimpleAggregatedMemoryContext;
import static com.facebook.presto.parquet.ParquetTypeUtils.getColumnIO;
import static com.facebook.presto.parquet.ParquetTypeUtils.getDescriptors;
import static com.facebook.presto.parquet.ParquetTypeUtils.lookupColumnByName;
import static com.facebook.presto.parquet.predicate.PredicateUtils.buildPredicate;
import static com.facebook.presto.parquet.predicate.PredicateUtils.predicateMatches;
import static com.facebook.presto.spi.type.BigintType.BIGINT;
import static com.facebook.presto.spi.type.VarcharType.VARCHAR;

import com.facebook.presto.parquet.Field;
import com.facebook.presto.parquet.ParquetDataSource;
import com.facebook.presto.parquet.ParquetDataSourceId;
import com.facebook.presto.parquet.PrimitiveField;
import com.facebook.presto.parquet.RichColumnDescriptor;
import com.facebook.presto.parquet.predicate.Predicate;
import com.facebook.presto.parquet.reader.MetadataReader;
import com.facebook.presto.parquet.reader.ParquetReader;
import com.facebook.presto.spi.block.Block;
import com.facebook.presto.spi.predicate.Domain;
import com.facebook.presto.spi.predicate.TupleDomain;
import com.facebook.presto.spi.type.Type;
import io.airlift.slice.Slices;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import parquet.column.ColumnDescriptor;
import parquet.hadoop.metadata.BlockMetaData;
import parquet.hadoop.metadata.ParquetMetadata;
import parquet.io.MessageColumnIO;
import parquet.io.PrimitiveColumnIO;
import parquet.schema.MessageType;

/** Reads a file by Presto's own reader of 2019, as its Hive connector does: row groups that the filter can't rule out, then rows. */
public final class PrestoRead {

    private PrestoRead() {}

    public static void main(String[] arguments) throws Exception {
        Request.answer(arguments, PrestoRead::read);
    }

    private static void read(Request request) throws Exception {
        try (LocalFile file = new LocalFile(request.file())) {
            Path path = new Path(new File(request.file()).toURI());
            Configuration configuration = new Configuration(false);
            configuration.set("fs.file.impl", "org.apache.hadoop.fs.LocalFileSystem");
            FileSystem files = FileSystem.get(path.toUri(), configuration);
            ParquetMetadata footer = MetadataReader.readFooter(files, path, file.getSize());
            MessageType schema = footer.getFileMetaData().getSchema();
            MessageColumnIO io = getColumnIO(schema, schema);
            Map<List<String>, RichColumnDescriptor> descriptors = getDescriptors(schema, schema);
            TupleDomain<ColumnDescriptor> domain = TupleDomain.all();
            List<String> read = request.columnsToRead();
            if (request.filtered()) {
                domain = TupleDomain.withColumnDomains(new HashMap<>(Map.of(
                        descriptors.get(List.of(request.filterColumn())),
                        Domain.singleValue(VARCHAR, Slices.utf8Slice(request.filterValue())))));
            }
            Predicate predicate = buildPredicate(schema, domain, descriptors);
            List<BlockMetaData> blocks = new ArrayList<>();
            for (BlockMetaData block : footer.getBlocks()) {
                if (predicateMatches(predicate, block, file, descriptors, domain, true)) {
                    blocks.add(block);
                }
            }
            List<Field> fields = new ArrayList<>();
            for (String name : read) {
                fields.add(field(name, (PrimitiveColumnIO) lookupColumnByName(io, name)));
            }
            try (ParquetReader reader = new ParquetReader(io, blocks, file, newSimpleAggregatedMemoryContext())) {
                for (int rows = reader.nextBatch(); rows > 0; rows = reader.nextBatch()) {
                    List<Block> batch = new ArrayList<>();
                    for (Field field : fields) {
                        batch.add(reader.readBlock(field));
                    }
                    rows(request, read, batch, rows);
                }
            }
        }
    }

    private static Field field(String name, PrimitiveColumnIO column) {
        RichColumnDescriptor descriptor = new RichColumnDescriptor(
                column.getColumnDescriptor(), column.getType().asPrimitiveType());
        return new PrimitiveField(
                type(name),
                descriptor.getMaxRepetitionLevel(),
                descriptor.getMaxDefinitionLevel(),
                descriptor.isRequired(),
                descriptor,
                column.getId());
    }

    /** Presto filters what the pushed-down filter lets through. */
    private static void rows(Request request, List<String> read, List<Block> batch, int rows) {
        for (int position = 0; position < rows; position++) {
            List<String> values = new ArrayList<>();
            for (int channel = 0; channel < read.size(); channel++) {
                values.add(value(type(read.get(channel)), batch.get(channel), position));
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

    private static final class LocalFile implements ParquetDataSource {

        private final RandomAccessFile file;
        private final String path;

        private LocalFile(String path) throws IOException {
            this.path = path;
            file = new RandomAccessFile(path, "r");
        }

        @Override
        public ParquetDataSourceId getId() {
            return new ParquetDataSourceId(path);
        }

        @Override
        public long getReadBytes() {
            return 0;
        }

        @Override
        public long getReadTimeNanos() {
            return 0;
        }

        @Override
        public long getSize() {
            return new File(path).length();
        }

        @Override
        public void readFully(long position, byte[] buffer) {
            readFully(position, buffer, 0, buffer.length);
        }

        @Override
        public void readFully(long position, byte[] buffer, int offset, int length) {
            try {
                file.seek(position);
                file.readFully(buffer, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
