package io.parquetkms.benchmarks;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does it cost to write and to read a whole file, encrypted beside plain, once everything is warm? Sixteen columns of random
 * numbers, which no encoding makes smaller, eight of them encrypted; in memory, by parquet-java's example writer and reader.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=FileBenchmark -foe true -rf json -rff target/file.json"}</pre>
 *
 * <p>The times are milliseconds for a file.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class FileBenchmark {

    private static final int ENCRYPTED_COLUMNS = 8;
    private static final int KMS_KEYS = 4;

    /** 100 is a file that is mostly footer, 20000 one of 2.6 MB. */
    @Param({"100", "20000"})
    public int rows;

    @Param
    public Tool tool;

    /** Who encrypts, and how. */
    public enum Tool {
        PLAIN(null, "AES_GCM_V1"),
        STOCK_GCM(PropertiesDrivenCryptoFactory.class, "AES_GCM_V1"),
        OURS_GCM(ParquetKmsCryptoFactory.class, "AES_GCM_V1"),
        STOCK_CTR(PropertiesDrivenCryptoFactory.class, "AES_GCM_CTR_V1"),
        OURS_CTR(ParquetKmsCryptoFactory.class, "AES_GCM_CTR_V1");

        private final Class<?> factory;
        private final String algorithm;

        Tool(Class<?> factory, String algorithm) {
            this.factory = factory;
            this.algorithm = algorithm;
        }

        void configure(Configuration configuration) {
            configuration.set("parquet.encryption.algorithm", algorithm);
            if (factory != null) {
                configuration.set("parquet.crypto.factory.class", factory.getName());
            }
        }

        private String magic() {
            return factory == null ? "PAR1" : "PARE";
        }
    }

    private TemporaryKeystore keystore;
    private Configuration configuration;
    private MessageType schema;
    private List<Group> groups;
    private MemoryFile file;

    /** Makes the rows, and checks that a file holds them, and is encrypted where it should be. */
    @Setup
    public void setUp() throws IOException {
        keystore = TemporaryKeystore.create(KMS_KEYS);
        EncryptedTable table = EncryptedTable.of(ENCRYPTED_COLUMNS, keystore);
        configuration = table.configuration();
        tool.configure(configuration);
        schema = table.context().getSchema();
        Random random = new Random(1);
        groups = random.ints(rows).mapToObj(row -> group(random)).toList();
        file = write();
        checkMagic();
        checkRows();
    }

    private Group group(Random random) {
        Group group = new SimpleGroup(schema);
        for (int column = 0; column < schema.getFieldCount(); column++) {
            group.add(column, random.nextLong());
        }
        return group;
    }

    private void checkMagic() {
        if (!file.magic().equals(tool.magic())) {
            throw new AssertionError(tool + " wrote a file that begins with " + file.magic());
        }
    }

    private void checkRows() throws IOException {
        int[] row = {0};
        read(group -> {
            if (!group.toString().equals(groups.get(row[0]++).toString())) {
                throw new AssertionError("Another row than was written: " + group);
            }
        });
        if (row[0] != rows) {
            throw new AssertionError(row[0] + " rows, not " + rows);
        }
    }

    @TearDown
    public void tearDown() throws IOException {
        keystore.close();
    }

    @Benchmark
    public MemoryFile write() throws IOException {
        MemoryFile written = new MemoryFile();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(written)
                .withConf(configuration)
                .withType(schema)
                .build()) {
            for (Group group : groups) {
                writer.write(group);
            }
        }
        return written;
    }

    @Benchmark
    public void read(Blackhole blackhole) throws IOException {
        read(blackhole::consume);
    }

    private void read(Consumer<Group> consumer) throws IOException {
        try (ParquetReader<Group> reader =
                new Reader(file).withConf(configuration).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                consumer.accept(group);
            }
        }
    }

    /** Parquet offers no builder for the example reader on an {@link InputFile}. */
    private static final class Reader extends ParquetReader.Builder<Group> {

        private Reader(InputFile file) {
            super(file);
        }

        @Override
        protected GroupReadSupport getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
