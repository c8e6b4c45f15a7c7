package io.parquetkms.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a job in a Spark of its own, as {@code spark-submit} does: the library's bundle comes in by {@code --jars} only, so that
 * it lives in another class loader than Spark.
 *
 * <p>System properties say where things are: {@code spark.class.path}, {@code bundle.jar}, {@code examples.jar},
 * {@code tests.jar}, and {@code examples.directory} where that is not the working one.
 */
public final class SparkSubmit {

    private static final long TIMEOUT_MINUTES = 20;

    private final List<String> classPath = new ArrayList<>(List.of(System.getProperty("spark.class.path")));
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new TreeMap<>(Map.of("spark.master", "local[2]"));
    private final List<String> jars = new ArrayList<>(List.of(System.getProperty("bundle.jar")));
    private final List<String> packages = new ArrayList<>();
    private final Path directory;
    private Optional<List<String>> jvmOptions = Optional.empty();

    private SparkSubmit(Path directory) {
        this.directory = directory;
    }

    /** @param name of a directory for its files, under the build's */
    public static SparkSubmit in(String name) throws IOException {
        Path directory = Path.of("target", "jobs", name).toAbsolutePath();
        Files.createDirectories(directory);
        return new SparkSubmit(directory);
    }

    /** What it wrote, and how it ended. */
    public record Result(int status, String out, String err) {

        public Stream<String> lines() {
            return out.lines();
        }

        @Override
        public String toString() {
            return "status " + status + "\n" + out + "\n" + err;
        }
    }

    /** A job at work. */
    public record Running(Process process, Path directory) {

        public Result finish() throws IOException, InterruptedException {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new IOException("Not done after " + TIMEOUT_MINUTES + " minutes: see " + directory);
            }
            return new Result(process.exitValue(), read("out.txt"), read("err.txt"));
        }

        /** What it complained about so far. */
        public String complaints() throws IOException {
            return read("err.txt");
        }

        private String read(String file) throws IOException {
            return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
        }
    }

    /** More for Spark's own class path, before the rest. */
    public SparkSubmit withClassPath(List<Path> more) {
        classPath.addAll(0, more.stream().map(Path::toString).toList());
        return this;
    }

    public SparkSubmit withEnvironment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Spark's settings, its master among them; without one, Spark runs in the job's JVM. */
    public SparkSubmit withSettings(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /** Options of the job's JVM, in place of those that make short runs quick. */
    public SparkSubmit withJvmOptions(List<String> options) {
        jvmOptions = Optional.of(options);
        return this;
    }

    public SparkSubmit withJar(String jar) {
        jars.add(jar);
        return this;
    }

    /** Of a Maven repository: {@code group:artifact:version}. */
    public SparkSubmit withPackages(String coordinates) {
        packages.add(coordinates);
        return this;
    }

    /** Leaves the library out: Spark as it is. */
    public SparkSubmit withoutBundle() {
        jars.remove(System.getProperty("bundle.jar"));
        return this;
    }

    /** Puts the bundle on Spark's own class path, into one class loader with Spark. */
    public SparkSubmit withBundleOnClassPath() {
        String bundle = System.getProperty("bundle.jar");
        withoutBundle();
        settings.put("spark.executor.extraClassPath", bundle);
        return withClassPath(List.of(Path.of(bundle)));
    }

    public Path directory() {
        return directory;
    }

    public Result run(Class<?> job, List<String> arguments) throws IOException, InterruptedException {
        return start(job, arguments).finish();
    }

    public Running start(Class<?> job, List<String> arguments) throws IOException {
        return start(job.getName(), arguments);
    }

    /** One of a jar that is not on this class path. */
    public Running start(String job, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
        settings.forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
        if (!jars.isEmpty()) {
            command.addAll(List.of("--jars", String.join(",", jars)));
        }
        if (!packages.isEmpty()) {
            command.addAll(List.of("--packages", String.join(",", packages)));
        }
        command.addAll(List.of("--class", job));
        command.add(System.getProperty("examples.jar"));
        command.addAll(arguments);
        List<String> options = jvmOptions.isPresent() ? jvmOptions.get() : SparkJvm.quick();
        Process process = new SparkJvm(classPath, environment, options)
                .running(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile())
                .start();
        return new Running(process, directory);
    }
}
