package io.parquetkms.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.ParquetProperties;
import io.parquetkms.policy.Policy;
import io.parquetkms.policy.PolicyPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/policy.md} and of the README are policies, and say what the pages say. */
final class PolicyPageTest {

    private static String page() throws IOException {
        return Files.readString(Path.of("docs", "policy.md"));
    }

    private static String example() throws IOException {
        return example(page());
    }

    private static String example(String text) {
        int start = text.indexOf("```json\n") + "```json\n".length();
        return text.substring(start, text.indexOf("```", start));
    }

    private static PolicyPlace at(String path) throws IOException {
        return Objects.requireNonNull(Policy.parse("s3a://conf/lake.json", example())
                .at(new Configuration(false), new org.apache.hadoop.fs.Path(path)));
    }

    @Test
    void example_saysWhatThePageSays() throws IOException {
        assertThat(at("s3a://lake/customer/f").decided()).containsEntry(ParquetProperties.FOOTER_KEY, "pii");
        assertThat(at("s3a://lake/orders/tenant=acme/f").decided())
                .containsEntry(ParquetProperties.FOOTER_KEY, "arn:aws:kms:eu-west-1:111122223333:alias/tenant-acme");
        assertThat(at("s3a://lake/orders/_delta_log/f").decided())
                .containsEntry(ParquetProperties.FOOTER_KEY, "finance");
        assertThat(at("s3a://lake/team/staging/f").required()).isFalse();
        assertThat(at("s3a://lake/public/f").required()).isFalse();
        assertThat(at("s3a://lake/else/f").required()).isTrue();
    }

    @Test
    void exampleOfTheReadme_hasAKeyForEachTenant() throws IOException {
        Policy policy = Policy.parse("s3a://conf/lake.json", example(Files.readString(Path.of("README.md"))));
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path("s3a://bucket/orders/tenant=acme/f");
        assertThat(Objects.requireNonNull(policy.at(new Configuration(false), file))
                        .decided())
                .containsEntry(ParquetProperties.FOOTER_KEY, "alias/tenant-acme");
    }

    @Test
    void message_isThatOfTheMistake() throws IOException {
        String mistaken = example().replaceFirst("\"columns\"", "\"colums\"");
        assertThatThrownBy(() -> Policy.parse("s3a://conf/lake.json", mistaken))
                .satisfies(e -> assertThat(page()).contains("\n" + e.getMessage() + "\n"));
    }
}
