package io.parquetkms.benchmarks.jobs.measuring;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Recording;

/**
 * What a step took.
 *
 * @param cpu seconds of the whole process: its own threads, and the compiler's and garbage collector's
 * @param wall seconds that passed
 * @param classes loaded
 * @param samples of running Java code; 0 where none were taken
 * @param aesSamples those of them in AES
 */
public record Measurement(String step, double cpu, double wall, long classes, long samples, long aesSamples) {

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
        return new Measurement(step, after.cpu - before.cpu, seconds, after.classes - before.classes, 0, 0);
    }

    /** With samples, which cost a little themselves. */
    public static Measurement sampled(String step, Work work) throws Exception {
        try (Recording recording = AesSamples.start()) {
            Measurement measured = of(step, work);
            recording.stop();
            AesSamples samples = AesSamples.in(recording);
            return new Measurement(step, measured.cpu, measured.wall, measured.classes, samples.all(), samples.aes());
        }
    }

    /** AES's share of the Java code that ran; not a number where there are no samples. */
    public double aesPercent() {
        return 100.0 * aesSamples / samples;
    }

    /** All since this JVM was started. */
    public static Measurement sinceStart(String step) {
        long cpu = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
        return new Measurement(
                step,
                cpu / 1e9,
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
                ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount(),
                0,
                0);
    }

    public void print() {
        System.out.println(line());
    }

    String line() {
        return Stream.of(NAME, step, cpu, wall, classes, samples, aesSamples)
                .map(String::valueOf)
                .collect(Collectors.joining("\t"));
    }

    /** Those that were printed into a job's output, in their order. */
    public static List<Measurement> in(Stream<String> lines) {
        return lines.map(line -> line.split("\t"))
                .filter(field -> field[0].equals(NAME))
                .map(field -> new Measurement(
                        field[1],
                        Double.parseDouble(field[2]),
                        Double.parseDouble(field[3]),
                        Long.parseLong(field[4]),
                        Long.parseLong(field[5]),
                        Long.parseLong(field[6])))
                .toList();
    }
}
