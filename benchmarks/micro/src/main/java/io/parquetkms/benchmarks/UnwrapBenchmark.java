package io.parquetkms.benchmarks;

import io.parquetkms.benchmarks.KeySetupBenchmark.Tool;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to unwrap one data key whose KEK is in memory, and do threads that want the same KEK get in each other's
 * way? Beside parquet-java's key tools.
 *
 * <pre>{@code mvn -q verify -pl micro "-Djmh.args=UnwrapBenchmark -foe true -prof gc -rf json -rff target/unwrap.json"}</pre>
 *
 * <p>The times are nanoseconds for a data key, as one thread sees them: with more threads than cores they grow in proportion,
 * and faster where threads wait for each other.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class UnwrapBenchmark {

    @Param
    public Tool tool;

    private TemporaryKeystore keystore;
    private DecryptionKeyRetriever keys;
    private byte[] keyMetadata;

    /** One file with one column under the footer's KEK; all threads have its reader. */
    @Setup
    public void setUp() throws IOException {
        keystore = TemporaryKeystore.create(1);
        EncryptedTable table = EncryptedTable.of(1, keystore);
        List<FileKey> written = FileKey.allOf(Tool.OURS.encryptionOf(table));
        keys = tool.keysOf(table);
        FileKey.checkRead(written, keys);
        keyMetadata = written.get(1).metadata();
    }

    @TearDown
    public void tearDown() throws IOException {
        keystore.close();
    }

    @Benchmark
    @Threads(1)
    public byte[] thread01() {
        return keys.getKey(keyMetadata);
    }

    @Benchmark
    @Threads(2)
    public byte[] threads02() {
        return keys.getKey(keyMetadata);
    }

    @Benchmark
    @Threads(16)
    public byte[] threads16() {
        return keys.getKey(keyMetadata);
    }
}
