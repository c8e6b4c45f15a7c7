package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The library handed over by {@code spark-submit --packages}: Spark's Ivy finds it in a repository, without asking others. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
final class PackagesTest {

    private final LocalRepository repository = LocalRepository.used();

    @TempDir
    private Path ivy;

    private Path ivySettings;

    @BeforeEach
    void configureIvy() throws IOException {
        ivySettings = Files.writeString(
                ivy.resolve("ivysettings.xml"), """
                <ivysettings>
                  <settings defaultResolver="local"/>
                  <resolvers>
                    <ibiblio name="local" m2compatible="true" root="%s"/>
                  </resolvers>
                </ivysettings>
                """.formatted(repository.root().toUri()));
    }

    private SparkSubmit handOver(SparkSubmit submit) {
        return submit.withoutBundle()
                .withPackages(repository.coordinates())
                .withSettings(
                        Map.of("spark.jars.ivy", ivy.toString(), "spark.jars.ivySettings", ivySettings.toString()));
    }

    /** The bundle and nothing else, as its POM names nothing else. */
    private void assertOneJarResolved() throws IOException {
        try (Stream<Path> jars = Files.list(ivy.resolve("jars"))) {
            assertThat(jars)
                    .singleElement()
                    .satisfies(jar -> assertThat(jar)
                            .hasFileName("io.parquetkms_parquet-kms-" + repository.version() + ".jar")
                            .hasSameBinaryContentAs(repository.bundle()));
        }
    }

    @Test
    void quickstart_inOneJvm() throws Exception {
        SparkSubmit submit = SparkSubmit.in("packages");

        SparkSubmit.Result result = handOver(submit)
                .run(
                        Quickstart.class,
                        List.of(
                                "--scale",
                                "0.001",
                                "--output",
                                submit.directory().resolve("files").toString()));

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(new QuickstartOutput(result).numbers("this job, measured: parquet-kms"))
                .isEqualTo(new QuickstartOutput.Numbers(3, 3));
        assertOneJarResolved();
    }

    /** Executors load the library from the driver, and find the plugin in it. */
    @Test
    void writeAndRead_onExecutors(SparkCluster cluster, TestInfo test) throws Exception {
        try (ClusterBench bench = new ClusterBench(cluster, test)) {
            bench.run(handOver(bench.application(KeySharing.KEYS)), bench.write("customer"), bench.read("customer"));

            bench.assertWritten("customer");
            bench.assertCalls(Map.of("driver GenerateDataKey", 4L, "driver Decrypt", 4L));
            assertOneJarResolved();
        }
    }
}
