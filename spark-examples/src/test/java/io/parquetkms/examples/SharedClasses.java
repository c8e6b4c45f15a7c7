package io.parquetkms.examples;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Spark's classes in an archive, which JVMs map rather than load and verify them one by one: an application with its executors
 * takes a third less time. JVMs that it isn't for, with another class path or another Java, do without and say nothing.
 */
final class SharedClasses {

    private SharedClasses() {}

    /**
     * JVM options; none where this Java has no archive of its own classes, on which this one would build. Who asks first has a
     * job load the classes, which takes half a minute; later builds find the archive.
     */
    static synchronized List<String> options() throws IOException {
        if (!System.getProperty("java.vm.info", "").contains("sharing")) {
            return List.of();
        }
        int kind = List.of(System.getProperty("spark.class.path"), Runtime.version())
                .hashCode();
        Path archive =
                Path.of("target", "jobs", "spark-%08x.jsa".formatted(kind)).toAbsolutePath();
        if (!Files.exists(archive)) {
            Path unfinished = archive.resolveSibling(archive.getFileName() + ".unfinished");
            loadInto(unfinished);
            Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
        }
        return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private static void loadInto(Path archive) throws IOException {
        SparkSubmit spark = SparkSubmit.in("shared-classes");
        Path table = spark.directory().resolve("customer");
        List<String> options = new ArrayList<>(SparkJvm.QUICK);
        options.add("-XX:ArchiveClassesAtExit=" + archive);
        spark.withoutBundle()
                .withJar(System.getProperty("tests.jar"))
                .withSettings(Map.of("spark.cores.max", "2", "spark.ui.enabled", "false"))
                .withJvmOptions(options);
        try {
            SparkSubmit.Result result = spark.run(ClusterSteps.class, List.of("write:" + table, "read:" + table));
            if (result.status() != 0) {
                throw new IOException("The job that loads Spark's classes failed: " + result);
            }
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("While a job loaded Spark's classes").initCause(e);
        }
    }
}
