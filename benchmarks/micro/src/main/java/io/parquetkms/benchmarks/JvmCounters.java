package io.parquetkms.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the whole JVM spent on a benchmark, beside the time; JMH adds it up over the forks. */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class JvmCounters {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Seconds, HotSpot's compiler included. */
    public double cpu;

    /** Loaded classes. */
    public long classes;

    private long cpuAtStart;
    private long classesAtStart;

    void begin() {
        classesAtStart = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        cpuAtStart = PROCESS.getProcessCpuTime();
    }

    void end() {
        cpu += (PROCESS.getProcessCpuTime() - cpuAtStart) / 1e9;
        classes += ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount() - classesAtStart;
    }
}
