package io.parquetkms.benchmarks.jobs.lineitem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.lineitem.IntervalChart.Axis;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Everything measured, as JSON: to be shown again, or for other arithmetic.
 *
 * @param javaVersion of the Java that ran Spark; empty where that did not say
 */
record RecordFile(
        double scale,
        int files,
        Columns columns,
        String jvmOptions,
        String javaVersion,
        int warmUps,
        int repetitions,
        List<Sample> samples) {

    static RecordFile of(LineitemOptions options, List<Sample> samples) throws IOException {
        return new RecordFile(
                options.scale(),
                options.files(),
                options.columns(),
                options.jvmOptions(),
                versionOf(Path.of(options.jdk().orElse(System.getProperty("java.home")))),
                options.warmUps(),
                options.repetitions(),
                samples);
    }

    /** JDKs say so in a file of their own. */
    private static String versionOf(Path javaHome) throws IOException {
        Properties release = new Properties();
        Path file = javaHome.resolve("release");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                release.load(reader);
            }
        }
        return release.getProperty("JAVA_VERSION", "").replace("\"", "");
    }

    /** @throws InvalidArgumentsException if that is not what {@link #write} wrote */
    static RecordFile read(Path file) {
        try {
            return new ObjectMapper().readValue(file.toFile(), RecordFile.class);
        } catch (IOException e) {
            throw new InvalidArgumentsException("Invalid --show " + file + ": must be what --json wrote, but "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    Results results() {
        return Results.of(samples);
    }

    /** AES's share where they all were sampled, else CPU time compared with plain. */
    static IntervalChart chart(List<RecordFile> runs) {
        boolean sampled =
                runs.stream().noneMatch(run -> run.results().aesPercent().isEmpty());
        List<IntervalChart.Group> groups = new ArrayList<>();
        for (RecordFile run : runs) {
            Results results = run.results();
            (sampled ? results.aesPercent() : results.cpuToPlain())
                    .forEach((step, rows) ->
                            groups.add(new IntervalChart.Group(step + ", Java " + run.javaVersion, rows)));
        }
        if (groups.isEmpty()) {
            throw new InvalidArgumentsException("--svg draws AES's share of samples, or CPU time compared with plain:"
                    + " there are neither samples nor plain");
        }
        return new IntervalChart(
                sampled
                        ? "AES in a Spark job, % of the Java code that ran"
                        : "CPU time of a Spark job, encrypted to plain",
                "TPC-H lineitem at scale " + runs.get(0).scale + ", "
                        + runs.get(0).columns.lowerCase() + " columns encrypted; 95 % confidence",
                sampled ? Axis.PERCENT : Axis.RATIO,
                groups);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
    }
}
