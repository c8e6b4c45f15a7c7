package io.parquetkms.benchmarks;

import java.util.concurrent.TimeUnit;
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

/**
 * How fast is AES on pages, once it is compiled? Through Parquet's own ciphers, with a key of 128 bits.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=benchmarks.AesBenchmark -foe true -rf json -rff target/aes.json"}</pre>
 *
 * <p>The times are microseconds for a page of {@code length} bytes: {@code length} / time is MB/s.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class AesBenchmark {

    @Param({"GCM_JDK", "GCM_ACCP", "CTR_JDK"})
    public Aes aes;

    @Param({"1024", "8192", "65536", "1048576"})
    public int length;

    private Pages pages;
    private byte[] encrypted;

    /** Checks that each reads what the JDK's writes, and the other way round. */
    @Setup
    public void setUp() {
        Pages jdks = aes.pages(length);
        jdks.encrypt(); // by whoever answers now, so that setting the other up doesn't change it
        aes.begin();
        pages = aes.pages(length);
        Pages.checkSame(jdks, pages);
        encrypted = pages.encrypt();
        compileAll();
    }

    /** Pages of 1 MiB alone would not have the JDK's AES compiled while a benchmark runs, see {@link ColdAesBenchmark}. */
    private void compileAll() {
        for (int someLength : new int[] {1, 1_000, 70_000, 1_100_000, 1_000, 1}) {
            Pages some = aes.pages(someLength);
            for (int i = 0; i < 20_000_000 / (someLength + 1_000); i++) {
                some.decrypt(some.encrypt());
            }
        }
    }

    @TearDown
    public void tearDown() {
        Aes.end();
    }

    @Benchmark
    public byte[] encrypt() {
        return pages.encrypt();
    }

    @Benchmark
    public byte[] decrypt() {
        return pages.decrypt(encrypted);
    }
}
