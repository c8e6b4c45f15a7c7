package io.parquetkms.benchmarks;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
import org.apache.parquet.crypto.DecryptionPropertiesFactory;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
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
 * What does a crypto factory cost for each file, beside parquet-java's {@code PropertiesDrivenCryptoFactory}? Both with the
 * same configuration and KMS, double wrapping, and warm caches: no measured call reaches the KMS.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=KeySetupBenchmark -foe true -prof gc -rf json -rff target/key-setup.json"}</pre>
 *
 * <p>The times are microseconds for a file. {@code gc.alloc.rate.norm} is bytes allocated for a file.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class KeySetupBenchmark {

    private static final int KMS_KEYS = 4;

    /** Encrypted columns of the file. The footer's key comes on top, and as many columns that are not encrypted. */
    @Param({"1", "10", "100", "1000"})
    public int columns;

    @Param
    public Tool tool;

    /** Whose crypto factory. */
    public enum Tool {
        OURS(new ParquetKmsCryptoFactory(), new ParquetKmsCryptoFactory()),
        STOCK(new PropertiesDrivenCryptoFactory(), new PropertiesDrivenCryptoFactory());

        private final EncryptionPropertiesFactory encryption;
        private final DecryptionPropertiesFactory decryption;

        Tool(EncryptionPropertiesFactory encryption, DecryptionPropertiesFactory decryption) {
            this.encryption = encryption;
            this.decryption = decryption;
        }

        FileEncryptionProperties encryptionOf(EncryptedTable table) {
            return encryption.getFileEncryptionProperties(table.configuration(), table.path(), table.context());
        }

        DecryptionKeyRetriever keysOf(EncryptedTable table) {
            return decryption
                    .getFileDecryptionProperties(table.configuration(), table.path())
                    .getKeyRetriever();
        }
    }

    private TemporaryKeystore keystore;
    private EncryptedTable table;
    private List<byte[]> keyMetadata;

    /** Makes the keys, and checks that each tool reads the other's files. */
    @Setup
    public void setUp() throws IOException {
        keystore = TemporaryKeystore.create(KMS_KEYS);
        table = EncryptedTable.of(columns, keystore);
        for (Tool writer : Tool.values()) {
            List<FileKey> written = FileKey.allOf(writer.encryptionOf(table));
            FileKey.checkDistinct(written, columns + 1);
            for (Tool reader : Tool.values()) {
                FileKey.checkRead(written, reader.keysOf(table));
            }
        }
        keyMetadata = FileKey.allOf(Tool.OURS.encryptionOf(table)).stream()
                .map(FileKey::metadata)
                .toList();
    }

    @TearDown
    public void tearDown() throws IOException {
        keystore.close();
    }

    /** Before a file is written: makes and wraps its keys. */
    @Benchmark
    public FileEncryptionProperties write() {
        return tool.encryptionOf(table);
    }

    /** When a file is read with all its columns: unwraps its keys. Both tools read the same file, one of ours. */
    @Benchmark
    public void read(Blackhole blackhole) {
        DecryptionKeyRetriever keys = tool.keysOf(table);
        for (byte[] metadata : keyMetadata) {
            blackhole.consume(keys.getKey(metadata));
        }
    }
}
