package io.parquetkms.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How tests and benchmarks start Spark's JVMs: with the quickstart's arguments, and without what a developer's environment says
 * about AWS or Spark.
 *
 * @param options more for the JVM
 */
record SparkJvm(List<String> classPath, Map<String, String> environment, List<String> options) {

    /** What makes short runs quick. The last is for keystores, of which each key would else take a third of a second. */
    static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djdk.jceks.iterationCount=10000");

    /** Of this project, for who runs elsewhere. */
    private static final Path CONF =
            Path.of(System.getProperty("examples.directory", ""), "conf").toAbsolutePath();

    SparkJvm {
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
        options = List.copyOf(options);
    }

    /** What makes short runs as quick as can be. */
    static List<String> quick() throws IOException {
        return Stream.concat(QUICK.stream(), SharedClasses.options().stream()).toList();
    }

    /** @param arguments JVM options, main class, and its arguments */
    ProcessBuilder running(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Path.of(javaHome(), "bin", "java").toString(), "@" + CONF.resolve("jvm.args")));
        command.add("-Dlog4j2.configurationFile=" + CONF.resolve("log4j2.properties"));
        command.addAll(options);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("SPARK_"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath));
        builder.environment().putAll(environment);
        return builder;
    }

    /** As for {@code spark-submit}: the environment may name another Java than this one. */
    private String javaHome() {
        return environment.getOrDefault("JAVA_HOME", System.getProperty("java.home"));
    }
}
