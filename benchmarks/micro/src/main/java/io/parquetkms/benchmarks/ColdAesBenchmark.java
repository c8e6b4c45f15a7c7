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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What do the first pages of a JVM cost? A JVM of its own for each time, which loads a provider or warms up as part of it.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=ColdAesBenchmark -foe true -rf json -rff target/cold-aes.json"}</pre>
 *
 * <p>{@code cpu} is the number to read: seconds of CPU of the whole process, HotSpot's compiler included, added up over the
 * forks. To see HotSpot told to compile the JDK's AES early, add {@code -p aes=GCM_JDK -jvmArgsAppend
 * -XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01}
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Benchmark)
public class ColdAesBenchmark {

    @Param({"GCM_JDK", "GCM_WARMED", "GCM_ACCP", "CTR_JDK"})
    public Aes aes;

    @Param({"8192", "65536", "1048576"})
    public int length;

    @Param("128")
    public int mebibytes;

    private byte[] encrypted;

    /** One page, checked: cold it stays. */
    @Setup
    public void setUp() {
        Pages pages = aes.pages(length);
        Pages.checkSame(pages, aes.pages(length));
        encrypted = pages.encrypt();
    }

    @TearDown
    public void tearDown() {
        Aes.end();
    }

    private int count() {
        return (mebibytes << 20) / length;
    }

    @Benchmark
    public void encrypt(JvmCounters jvm, Blackhole blackhole) {
        jvm.begin();
        aes.begin();
        Pages pages = aes.pages(length);
        for (int i = 0; i < count(); i++) {
            blackhole.consume(pages.encrypt());
        }
        jvm.end();
    }

    @Benchmark
    public void decrypt(JvmCounters jvm, Blackhole blackhole) {
        jvm.begin();
        aes.begin();
        Pages pages = aes.pages(length);
        for (int i = 0; i < count(); i++) {
            blackhole.consume(pages.decrypt(encrypted));
        }
        jvm.end();
    }
}
