package io.parquetkms.engines;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An engine's own reader, in a JVM of its own.
 *
 * @param name of it in the page's table
 * @param module that reads with it
 * @param program in that module
 * @param more jars, before those of the module
 * @param javaHome to run it with
 */
record Reader(String name, String module, String program, List<Path> more, Path javaHome) {

    /** What came of one question: rows, and how it ended. */
    record Answer(List<List<String>> rows, String error) {}

    static final String PRESTO = "Presto 0.217";
    static final String HIVE = "Hive 4.0.1";
    static final String DUCKDB = "DuckDB 1.5.6";
    static final String TRINO = "Trino 483";

    private static final List<String> OPENED = List.of(
            "java.lang", "java.lang.reflect", "java.net", "java.nio", "java.time", "java.util", "java.util.concurrent");

    static Reader parquetJava(String version) {
        Path jar = Path.of("../parquet-java/target/versions/parquet-hadoop-bundle-" + version + ".jar");
        return of("parquet-java " + version, "parquet-java", "ParquetJavaRead", List.of(jar), javaHere());
    }

    static Reader presto() {
        return of(PRESTO, "presto", "PrestoRead", List.of(), javaHere());
    }

    static Reader hive() {
        return of(HIVE, "hive", "HiveRead", List.of(), javaHere());
    }

    static Reader duckDb() {
        return of(DUCKDB, "duckdb", "DuckDbRead", List.of(), javaHere());
    }

    static Reader trino(Path javaHome) {
        return of(TRINO, "trino", "TrinoRead", List.of(), javaHome);
    }

    private static Reader of(String name, String module, String program, List<Path> more, Path javaHome) {
        return new Reader(name, module, "io.parquetkms.engines." + program, more, javaHome);
    }

    private static Path javaHere() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Asks all at once: each engine takes a while to start. */
    Map<String, Answer> answers(Path file, List<String> requests) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(javaHome.resolve("bin/java").toString()));
        OPENED.forEach(opened -> command.addAll(List.of("--add-opens", "java.base/" + opened + "=ALL-UNNAMED")));
        if (module.equals("trino")) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), program, file.toString()));
        command.addAll(requests);
        Path log = file.resolveSibling(file.getFileName() + ".log");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(name + " ended with status " + status + ": " + Files.readString(log));
        }
        return parsed(Files.readAllLines(file));
    }

    private String classPath() throws IOException {
        Path target = Path.of("..", module, "target");
        Stream<String> jars = Stream.concat(
                more.stream().map(Path::toString),
                Stream.of(
                        target.resolve("classes").toString(),
                        Files.readString(target.resolve("class.path")).trim(),
                        System.getProperty("bundle.jar")));
        return String.join(File.pathSeparator, jars.toList());
    }

    private static Map<String, Answer> parsed(List<String> lines) {
        Map<String, Answer> answers = new HashMap<>();
        String name = "";
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split("\t", 2);
            switch (fields[0]) {
                case "request" -> {
                    name = fields[1];
                    rows = new ArrayList<>();
                }
                case "row" -> rows.add(List.of(fields[1].split("\t")));
                case "done" -> answers.put(name, new Answer(rows, ""));
                case "error" -> answers.put(name, new Answer(rows, fields[1]));
                default -> throw new IllegalArgumentException(line);
            }
        }
        return answers;
    }
}
