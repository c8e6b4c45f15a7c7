package io.parquetkms.benchmarks;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.testkms.TestKmsMain;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a key encryption key take in memory? Fills a keyring as a job does, by a file with so many columns, each under a KMS
 * key of its own, and sees how much less heap is in use when the keyring is emptied.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=MemoryBenchmark -foe true"}</pre>
 *
 * <p>{@code bytes} for a key is the number to read, not the time.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
public class MemoryBenchmark {

    private static final int COLLECTIONS = 5;

    @Param("5000")
    public int keys;

    @Param("7")
    public int rounds;

    private Process kms;
    private Configuration configuration;
    private WriteContext context;

    /** Heap, beside the time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Heap {
        public long bytes;
    }

    /** With a KMS whose own heap is not measured. */
    @Setup
    public void setUp() throws IOException {
        KmsRuntime.current().wipe(); // of other benchmarks, with -f 0
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-classpath",
                System.getProperty("java.class.path"),
                TestKmsMain.class.getName(),
                "0"));
        IntStream.range(0, keys).forEach(key -> command.add("key" + key));
        kms = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        List<String> printed = kms.inputReader()
                .lines()
                .takeWhile(line -> !line.contains("alias/key" + (keys - 1) + " "))
                .toList();
        configuration = new Configuration();
        configuration.set("parquet.kms.aws.endpoint", printed.get(0).substring("export AWS_ENDPOINT_URL=".length()));
        configuration.set("parquet.encryption.footer.key", "alias/key0");
        configuration.set(
                "parquet.encryption.column.keys",
                IntStream.range(0, keys)
                        .mapToObj(key -> "alias/key" + key + ":column" + key)
                        .collect(Collectors.joining(";")));
        List<Type> columns = IntStream.range(0, keys)
                .<Type>mapToObj(key -> new PrimitiveType(Repetition.OPTIONAL, PrimitiveTypeName.INT64, "column" + key))
                .toList();
        context = new WriteContext(new MessageType("wide", columns), Map.of());
    }

    @TearDown
    public void tearDown() {
        kms.destroy();
    }

    @Benchmark
    public void writing(Heap heap) {
        heap.bytes = median(() -> file());
    }

    @Benchmark
    public void reading(Heap heap) {
        List<byte[]> metadata = file();
        KmsRuntime.current().wipe();
        heap.bytes = median(() -> {
            DecryptionKeyRetriever retriever = new ParquetKmsCryptoFactory()
                    .getFileDecryptionProperties(configuration, null)
                    .getKeyRetriever();
            metadata.forEach(retriever::getKey);
            return metadata;
        });
    }

    /** Makes the keys of a file; returns its key metadata, column by column. */
    private List<byte[]> file() {
        return new ParquetKmsCryptoFactory()
                .getFileEncryptionProperties(configuration, null, context).getEncryptedColumns().values().stream()
                        .map(ColumnEncryptionProperties::getKeyMetaData)
                        .toList();
    }

    /** Of several rounds: something else that goes at the same time shows in one or two. The first loads classes. */
    private long median(Supplier<List<byte[]>> fill) {
        return IntStream.rangeClosed(0, rounds)
                .mapToLong(round -> emptied(fill.get()))
                .skip(1)
                .sorted()
                .skip(rounds / 2)
                .findFirst()
                .orElseThrow();
    }

    /** How much less heap is in use once the keyring holds nothing, by key. The file's metadata stay. */
    private long emptied(List<byte[]> metadata) {
        long full = heapInUse();
        int held = KmsRuntime.current().keysInUse().size();
        if (held != metadata.size()) {
            throw new IllegalStateException("The keyring holds " + held + " keys, not " + metadata.size());
        }
        KmsRuntime.current().wipe();
        return (full - heapInUse()) / keys;
    }

    private static long heapInUse() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
