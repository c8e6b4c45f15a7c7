package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.TestKms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Spark, with what a user pastes on each platform: {@link PlatformStarts}. */
@Tag("full")
final class PlatformStartsTest {

    @Test
    void eachPlatformsSettings_encrypt() throws Exception {
        SparkSubmit submit = SparkSubmit.in("platforms").withJar(System.getProperty("tests.jar"));
        Path files = OutputDirectory.empty(submit.directory().resolve("files")).root();
        try (TestKms kms = TestKms.start()) {
            List<String> arguments = new ArrayList<>(List.of(files.toString(), kms.createKey(), kms.createKey()));
            PlatformsTest.filesWithPlugin()
                    .forEach(file -> arguments.add(file.toAbsolutePath().toString()));
            SparkSubmit.Result result = submit.withEnvironment(Map.of(
                            "AWS_ENDPOINT_URL_KMS", kms.endpoint().toString(),
                            "AWS_ACCESS_KEY_ID", TestKms.ACCESS_KEY_ID,
                            "AWS_SECRET_ACCESS_KEY", TestKms.SECRET_ACCESS_KEY))
                    .run(PlatformStarts.class, arguments);
            assertThat(result.status()).as(result.toString()).isZero();
            assertThat(result.lines()).hasSize(arguments.size() - 3);
            for (String line : result.lines().toList()) {
                String[] fields = line.split("\t");
                assertThat(fields).endsWith("1", "078-05-1120");
                assertThat(TableFiles.in(Path.of(fields[1])).allEncrypted())
                        .as(line)
                        .isTrue();
            }
        }
    }
}
