package io.parquetkms.benchmarks.jobs.lineitem;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step took.
 *
 * @param cpu seconds of the whole process: its tasks, and its compiler's and garbage collector's threads
 * @param wall seconds that passed
 */
record Measurement(String step, double cpu, double wall) {

    private static final String NAME = "measured";

    static Measurement of(String step, Runnable work) {
        long wall = System.nanoTime();
        long cpu = processCpu();
        work.run();
        return new Measurement(step, (processCpu() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
    }

    /** All since this JVM was started. */
    static Measurement sinceStart(String step) {
        return new Measurement(
                step, processCpu() / 1e9, ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
    }

    /** Nanoseconds. */
    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    String line() {
        return String.join("\t", NAME, step, String.valueOf(cpu), String.valueOf(wall));
    }

    /** Those in a job's output, in their order. */
    static List<Measurement> in(Stream<String> lines) {
        return lines.map(line -> line.split("\t"))
                .filter(field -> field[0].equals(NAME))
                .map(field -> new Measurement(field[1], Double.parseDouble(field[2]), Double.parseDouble(field[3])))
                .toList();
    }
}
