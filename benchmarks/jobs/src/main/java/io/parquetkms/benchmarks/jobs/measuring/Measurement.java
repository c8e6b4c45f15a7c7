package io.parquetkms.benchmarks.jobs.measuring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * What a step took.
 *
 * @param cpu seconds of the whole process: its own threads, and the compiler's and garbage collector's
 * @param wall seconds that passed
 * @param samples of running Java code; 0 where none were taken
 * @param aesSamples those of them in AES
 */
public record Measurement(String step, double cpu, double wall, long samples, long aesSamples) {

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "measured\t";

    /** Something to be measured. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public static Measurement of(String step, Work work) throws Exception {
        long cpu = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - wall) / 1e9;
        return new Measurement(step, (PROCESS.getProcessCpuTime() - cpu) / 1e9, seconds, 0, 0);
    }

    /** With samples, which cost a little themselves. */
    public static Measurement sampled(String step, Work work) throws Exception {
        try (Recording recording = AesSamples.start()) {
            Measurement measured = of(step, work);
            recording.stop();
            AesSamples samples = AesSamples.in(recording);
            return new Measurement(step, measured.cpu, measured.wall, samples.all(), samples.aes());
        }
    }

    /** AES's share of the Java code that ran; not a number where there are no samples. */
    public double aesPercent() {
        return 100.0 * aesSamples / samples;
    }

    public void print() throws JsonProcessingException {
        System.out.println(line());
    }

    String line() throws JsonProcessingException {
        return MARK + JSON.writeValueAsString(this);
    }

    /** Those that a process printed, among whatever else, in their order. */
    public static List<Measurement> in(String output) throws JsonProcessingException {
        List<Measurement> measured = new ArrayList<>();
        for (String line : output.lines().filter(any -> any.startsWith(MARK)).toList()) {
            measured.add(JSON.readValue(line.substring(MARK.length()), Measurement.class));
        }
        return measured;
    }
}
