package io.parquetkms.benchmarks.jobs.measuring;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step took.
 *
 * @param cpu seconds of the whole process: its own threads, and the compiler's and garbage collector's
 * @param wall seconds that passed
 * @param classes loaded
 */
public record Measurement(String step, double cpu, double wall, long classes) {

    private static final String NAME = "measured";

    /** Something to be measured. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public static Measurement of(String step, Work work) throws Exception {
        Measurement before = sinceStart(step);
        long wall = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - wall) / 1e9;
        Measurement after = sinceStart(step);
        return new Measurement(step, after.cpu - before.cpu, seconds, after.classes - before.classes);
    }

    /** All since this JVM was started. */
    public static Measurement sinceStart(String step) {
        long cpu = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
        return new Measurement(
                step,
                cpu / 1e9,
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
                ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
    }

    public void print() {
        System.out.println(line());
    }

    String line() {
        return String.join("\t", NAME, step, String.valueOf(cpu), String.valueOf(wall), String.valueOf(classes));
    }

    /** Those that were printed into a job's output, in their order. */
    public static List<Measurement> in(Stream<String> lines) {
        return lines.map(line -> line.split("\t"))
                .filter(field -> field[0].equals(NAME))
                .map(field -> new Measurement(
                        field[1], Double.parseDouble(field[2]), Double.parseDouble(field[3]), Long.parseLong(field[4])))
                .toList();
    }
}
