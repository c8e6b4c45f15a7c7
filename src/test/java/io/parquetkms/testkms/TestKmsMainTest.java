package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/** The server started by hand. */
final class TestKmsMainTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void run_printsTheEndpoint_andMakesKeys() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try (TestKms kms = TestKmsMain.run(List.of("0", "pii", "finance"), out);
                KmsClient client = SdkClients.kms(kms)) {
            String key = client.describeKey(r -> r.keyId("alias/finance"))
                    .keyMetadata()
                    .arn();
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("AWS_ENDPOINT_URL=" + kms.endpoint())
                    .contains("AWS_ACCESS_KEY_ID=" + TestKms.ACCESS_KEY_ID)
                    .contains("alias/pii = arn:aws:kms:")
                    .contains("alias/finance = " + key);
        }
    }
}
