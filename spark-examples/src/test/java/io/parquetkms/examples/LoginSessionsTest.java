package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.aws.SessionFiles;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions of {@code aws sso login} and {@code aws login}: the SDK loads what renews them by name, which is another in the jar. */
@Tag("full")
final class LoginSessionsTest {

    private static final String READER = "arn:aws:iam::" + TestKms.ACCOUNT + ":role/reader";
    private static final String LOGIN = "arn:aws:iam::" + TestKms.ACCOUNT + ":user/alice";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final TestKms kms = TestKms.start();

    @AfterEach
    void stop() {
        kms.close();
    }

    private void assertQuickstartWorks(String name, String profile, String session, String sessionFile)
            throws Exception {
        SparkSubmit submit = SparkSubmit.in(name);
        write(submit.directory().resolve(".aws/config"), profile);
        write(submit.directory().resolve(session), sessionFile);
        Map<String, String> settings =
                new HashMap<>(Map.of("aws.endpoint", kms.endpoint().toString()));
        for (String key : List.of("footer", "pii", "finance")) {
            settings.put("key." + key, kms.createKey());
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--scale",
                "0.001",
                "--output",
                submit.directory().resolve("files").toString()));
        settings.forEach(
                (key, value) -> arguments.addAll(List.of("--conf", "spark.hadoop.parquet.kms." + key + "=" + value)));
        SparkSubmit.Result result = submit.withEnvironment(Map.of(
                        "HOME", submit.directory().toString(),
                        "AWS_ENDPOINT_URL", kms.endpoint().toString(),
                        "AWS_EC2_METADATA_DISABLED", "true"))
                .run(Quickstart.class, arguments);

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(3);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void identityCenter_sessionThatIsOver_isRenewed() throws Exception {
        kms.role(READER);
        kms.logins().ssoRefresh("refresh");
        String profile = """
                [default]
                sso_session = corp
                sso_account_id = %s
                sso_role_name = reader
                region = %s

                [sso-session corp]
                sso_start_url = https://corp.awsapps.com/start
                sso_region = %s
                """.formatted(TestKms.ACCOUNT, TestKms.REGION, TestKms.REGION);
        assertQuickstartWorks(
                "login-sso", profile, SessionFiles.ssoPath("corp"), SessionFiles.sso("access", "refresh", LONG_AGO));
        assertThat(kms.calls(Operation.CREATE_TOKEN)).isEqualTo(1);
    }

    @Test
    void signIn_sessionThatIsOver_isRenewed() throws Exception {
        KeyPair dpop = SessionFiles.dpopKey();
        kms.logins().signin("refresh", (ECPublicKey) dpop.getPublic(), READER);
        String profile = """
                [default]
                login_session = %s
                region = %s
                """.formatted(LOGIN, TestKms.REGION);
        assertQuickstartWorks(
                "login-signin", profile, SessionFiles.loginPath(LOGIN), SessionFiles.login(LONG_AGO, "refresh", dpop));
        assertThat(kms.calls(Operation.CREATE_OAUTH2_TOKEN)).isEqualTo(1);
    }
}
