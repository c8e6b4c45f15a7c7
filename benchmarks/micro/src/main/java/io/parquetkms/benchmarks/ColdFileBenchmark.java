package io.parquetkms.benchmarks;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.parquet.crypto.keytools.KmsClient;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
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
import software.amazon.awssdk.core.SdkBytes;

/**
 * What does the first encrypted file of a JVM cost? Two encrypted columns and the footer, under three keys of a KMS that speaks
 * AWS's protocol, in a JVM of its own for each time.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=ColdFileBenchmark -foe true -rf json -rff target/cold-file.json"}</pre>
 *
 * <p>The times are milliseconds for the file.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
public class ColdFileBenchmark {

    private static final int ROWS = 100;
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message customer {
              required int64 key;
              required binary name (STRING);
              required int64 balance;
            }""");

    /** Whether plain files come first, so that what is left is encryption's own cost. */
    @Param({"false", "true"})
    public boolean plainBefore;

    @Param
    public Tool tool;

    /** Who encrypts. */
    public enum Tool {
        PLAIN(null),
        STOCK(PropertiesDrivenCryptoFactory.class),
        OURS(ParquetKmsCryptoFactory.class),
        OURS_UNWARMED(ParquetKmsCryptoFactory.class);

        private final Class<?> factory;

        Tool(Class<?> factory) {
            this.factory = factory;
        }

        private Configuration configuration() {
            Configuration configuration = new Configuration();
            if (factory != null) {
                configuration.set("parquet.crypto.factory.class", factory.getName());
                configuration.set("parquet.encryption.kms.client.class", AliasClient.class.getName());
                configuration.set("parquet.encryption.footer.key", "footer");
                configuration.set("parquet.encryption.column.keys", "name:name;balance:balance");
            }
            if (factory == ParquetKmsCryptoFactory.class) {
                for (String key : Main.KEYS) {
                    configuration.set("parquet.kms.key." + key, "alias/" + key);
                }
                configuration.set("parquet.kms.crypto.provider", "jdk");
                configuration.setBoolean("parquet.kms.crypto.warmup", this == OURS);
            }
            return configuration;
        }
    }

    private Path directory;

    @Setup
    public void setUp() throws IOException {
        directory = Files.createTempDirectory("parquet-kms-benchmarks");
        if (plainBefore) {
            write(new Configuration(), directory.resolve("plain.parquet"));
        }
    }

    /** Cold it had to stay: checked afterwards. */
    @TearDown
    public void tearDown() throws IOException {
        String content = Files.readString(directory.resolve("file.parquet"), StandardCharsets.ISO_8859_1);
        if (!content.startsWith(tool == Tool.PLAIN ? "PAR1" : "PARE")) {
            throw new AssertionError(tool + " wrote a file that begins with " + content.substring(0, 4));
        }
        FileUtil.fullyDelete(directory.toFile());
    }

    @Benchmark
    public void write(JvmCounters jvm) throws IOException {
        jvm.begin();
        write(tool.configuration(), directory.resolve("file.parquet"));
        jvm.end();
    }

    private static void write(Configuration configuration, Path file) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(configuration)
                .withType(SCHEMA)
                .build()) {
            for (long key = 0; key < ROWS; key++) {
                Group row = new SimpleGroup(SCHEMA);
                row.add("key", key);
                row.add("name", "Customer#" + key);
                row.add("balance", key * 7);
                writer.write(row);
            }
        }
    }

    /** The client that most teams write for parquet-java's key tools, which can't take ARNs. */
    public static final class AliasClient implements KmsClient {

        private software.amazon.awssdk.services.kms.KmsClient kms;

        @Override
        public void initialize(
                Configuration configuration, String kmsInstanceID, String kmsInstanceURL, String accessToken) {
            kms = software.amazon.awssdk.services.kms.KmsClient.create();
        }

        @Override
        public String wrapKey(byte[] key, String name) {
            SdkBytes plaintext = SdkBytes.fromByteArray(key);
            return Base64.getEncoder()
                    .encodeToString(kms.encrypt(
                                    request -> request.keyId("alias/" + name).plaintext(plaintext))
                            .ciphertextBlob()
                            .asByteArray());
        }

        @Override
        public byte[] unwrapKey(String wrapped, String name) {
            throw new UnsupportedOperationException("Nothing is read here");
        }
    }
}
