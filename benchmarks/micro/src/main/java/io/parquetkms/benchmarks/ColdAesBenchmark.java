package io.parquetkms.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Param({"GCM_JDK", "GCM_WARMED", "GCM_ACCP", "CTR_JDK"})
    public Aes aes;

    @Param({"8192", "65536", "1048576"})
    public int length;

    @Param("128")
    public int mebibytes;

    private byte[] encrypted;

    /** Beside the time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Process {
        public double cpu;

        void add(long nanosecondsAtStart) {
            cpu += (PROCESS.getProcessCpuTime() - nanosecondsAtStart) / 1e9;
        }
    }

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
    public void encrypt(Process process, Blackhole blackhole) {
        long start = PROCESS.getProcessCpuTime();
        aes.begin();
        Pages pages = aes.pages(length);
        for (int i = 0; i < count(); i++) {
            blackhole.consume(pages.encrypt());
        }
        process.add(start);
    }

    @Benchmark
    public void decrypt(Process process, Blackhole blackhole) {
        long start = PROCESS.getProcessCpuTime();
        aes.begin();
        Pages pages = aes.pages(length);
        for (int i = 0; i < count(); i++) {
            blackhole.consume(pages.decrypt(encrypted));
        }
        process.add(start);
    }
}
