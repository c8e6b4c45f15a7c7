package io.parquetkms.benchmarks.jobs.measuring;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a main class of this project in a JVM of its own with Hadoop and Parquet, without Spark.
 *
 * @param directory for what it writes
 */
public record FreshJvm(String javaHome, Path directory, Map<String, String> environment) {

    /**
     * Returns the lines that it printed.
     *
     * @param jars more for its class path, before the rest; separated as there
     * @throws IOException with what it complained about, if it failed
     */
    public Stream<String> run(Class<?> main, String jars, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(javaHome, "bin", "java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-Dlog4j2.level=ERROR",
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", jars + File.pathSeparator + base());
        if (builder.start().waitFor() != 0) {
            throw new IOException(main.getSimpleName() + " " + String.join(" ", arguments) + " failed: "
                    + Files.readString(err, StandardCharsets.UTF_8));
        }
        return Files.readString(out, StandardCharsets.UTF_8).lines();
    }

    private static String base() {
        return System.getProperty("jobs.jar") + File.pathSeparator + System.getProperty("spark.class.path");
    }
}
