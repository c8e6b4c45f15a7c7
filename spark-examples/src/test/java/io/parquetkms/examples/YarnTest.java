package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.Operation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * On YARN Spark makes a secret for each application: so with the settings of {@code platforms/spark} the driver sends keys by itself, and
 * executors, which may do nothing at KMS, write and read.
 */
@Tag("full")
@Tag("this-spark")
final class YarnTest {

    private static final int EXECUTORS = 2;

    private final ClusterKms kms = new ClusterKms();

    @AfterEach
    void stop() {
        kms.close();
    }

    @Test
    void executorsWithoutRights_writeAndRead() throws Exception {
        kms.deny(Signer.EXECUTORS, Operation.DECRYPT);
        kms.deny(Signer.EXECUTORS, Operation.GENERATE_DATA_KEY);
        SparkSubmit submit = SparkSubmit.in("yarn-client").withJar(System.getProperty("tests.jar"));
        Path table = OutputDirectory.empty(submit.directory().resolve("files"))
                .root()
                .resolve("customer");
        try (YarnCluster yarn = YarnCluster.start(ClassPaths.text("yarn"))) {
            SparkSubmit.Result result = submit.withEnvironment(Signer.DRIVER.environment())
                    .withEnvironment(Map.of("HADOOP_CONF_DIR", yarn.conf().toString()))
                    .withClassPath(List.of(yarn.conf(), sparksClient()))
                    .withSettings(settings(sparksJars(submit.directory())))
                    .run(ClusterSteps.class, List.of("write:" + table, "read:" + table));
            assertThat(result.status()).as(yarn + "\n" + result).isZero();
            assertThat(result.lines().filter(line -> line.startsWith("places\t")))
                    .hasSize(2)
                    .allMatch(line -> line.endsWith("\t1,2"), "by both executors");
        }
        assertThat(TableFiles.in(table).allEncrypted()).isTrue();
        assertThat(kms.takeCalls()).isEqualTo(Map.of("driver GenerateDataKey", 4L, "driver Decrypt", 4L));
    }

    /** The page's settings, and what one machine needs. */
    private Map<String, String> settings(Path jars) throws IOException {
        Map<String, String> settings =
                new HashMap<>(PlatformFiles.settings(PlatformFiles.ROOT.resolve("spark/spark-defaults.conf")));
        settings.putAll(kms.settings());
        settings.putAll(Map.of(
                "spark.master", "yarn",
                "spark.yarn.jars", "local:" + jars + "/*",
                "spark.yarn.populateHadoopClasspath", "false",
                "spark.yarn.am.memory", "512m",
                "spark.executor.memory", "512m",
                "spark.executor.instances", String.valueOf(EXECUTORS),
                "spark.cores.max", String.valueOf(EXECUTORS),
                "spark.driver.host", "127.0.0.1",
                "spark.ui.enabled", "false"));
        settings.put("spark.locality.wait", "0s");
        settings.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        settings.put("spark.scheduler.maxRegisteredResourcesWaitingTime", "600s");
        Signer.EXECUTORS.environment().forEach((name, value) -> settings.put("spark.executorEnv." + name, value));
        return settings;
    }

    /** Of YARN, for Spark's own class path. */
    private static Path sparksClient() throws IOException {
        return ClassPaths.of("yarn").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("spark-yarn_"))
                .findFirst()
                .orElseThrow();
    }

    /** In one directory, as in a distribution. */
    private static Path sparksJars(Path directory) throws IOException {
        Path jars = OutputDirectory.empty(directory.resolve("jars")).root();
        String all = System.getProperty("spark.class.path") + File.pathSeparator + sparksClient();
        for (String jar : all.split(File.pathSeparator)) {
            Path path = Path.of(jar);
            Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
        }
        return jars;
    }
}
