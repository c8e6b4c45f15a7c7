package io.parquetkms.plainjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An example in a JVM of its own, on the class path that its pom names. */
final class ExampleProcess {

    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /** As the tests' own: it lives for seconds, and makes keystores. */
    private static final List<String> OPTIONS =
            List.of("-Xmx48m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djdk.jceks.iterationCount=10000");

    private ExampleProcess() {}

    /** Runs it to its end, which must be a good one, and returns the lines that it wrote. */
    static List<String> run(Path directory, Class<?> example, String... arguments)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(Stream.of(
                                List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()),
                                OPTIONS,
                                List.of("-cp", CLASS_PATH, example.getName()),
                                List.of(arguments))
                        .flatMap(List::stream)
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        List<String> lines = Files.readAllLines(output);
        assertThat(status).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
