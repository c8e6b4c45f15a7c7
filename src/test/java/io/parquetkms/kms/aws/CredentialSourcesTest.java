package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every source of {@code docs/aws.md}, set up as its block says, in a process with an environment and a home directory of its
 * own. The KMS says who signed.
 */
@Timeout(600)
final class CredentialSourcesTest {

    private static final String USER = "arn:aws:iam::111122223333:user/akiai44qh8dhbexample";
    private static final String READER = "arn:aws:iam::111122223333:role/reader";
    private static final String LOGIN_SESSION = "arn:aws:iam::111122223333:user/alice";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private final TestKms kms = TestKms.start();
    private final String key = kms.createKey();
    private Machine machine;

    @BeforeEach
    void setUp() {
        machine = new Machine(home, kms);
        kms.addCaller(OtherCaller.ACCESS_KEY_ID, OtherCaller.SECRET_ACCESS_KEY);
        kms.role(READER);
    }

    @AfterEach
    void close() {
        kms.close();
    }

    /** The first block below a heading of {@code docs/aws.md}. */
    private static String block(String heading) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs", "aws.md"));
        List<String> section = lines.subList(lines.indexOf("## " + heading), lines.size());
        List<String> fromFence = section.stream()
                .dropWhile(line -> !line.startsWith("```"))
                .skip(1)
                .toList();
        return String.join("\n", fromFence.subList(0, fromFence.indexOf("```"))) + "\n";
    }

    private void assertSignedBy(String arn, String... properties) throws Exception {
        assertThat(machine.generateDataKey(key, properties)).isEmpty();
        RecordedRequest request = kms.log().get(kms.log().size() - 1);
        assertThat(request.operation()).isEqualTo(Operation.GENERATE_DATA_KEY);
        assertThat(request.outcome()).isEqualTo(RecordedRequest.OK);
        assertThat(kms.caller(String.valueOf(request.accessKeyId())).arn()).isEqualTo(arn);
    }

    private static String sessionOfReader(String name) {
        return "arn:aws:sts::111122223333:assumed-role/reader/" + name;
    }

    private String assertNoCredentials(String... properties) throws Exception {
        String message = machine.generateDataKey(key, properties);
        assertThat(message).startsWith("kms:GenerateDataKey with " + key + ": no valid AWS credentials.");
        assertThat(kms.totalCalls()).isZero();
        return message;
    }

    // ---- keys

    @Test
    void environment_sign() throws Exception {
        machine.setAll(block("Environment variables"));
        assertSignedBy(USER);
    }

    @Test
    void profileWithKeys_signs() throws Exception {
        machine.file(".aws/credentials", block("Profile with keys"));
        assertSignedBy(USER);
    }

    @Test
    void roleOfAProfile_signs() throws Exception {
        machine.file(".aws/credentials", block("Profile with keys"))
                .file(".aws/config", block("Role of a profile") + "role_session_name = job\n");
        assertSignedBy(sessionOfReader("job"), "parquet.kms.aws.credentials", "profile:reader");
    }

    @Test
    void credentialProcess_signs() throws Exception {
        machine.file(".aws/config", block("credential_process"))
                .script("vault-credentials", """
                        test "$*" = "--role reader" &&
                        echo '{"Version": 1, "AccessKeyId": "%s", "SecretAccessKey": "%s"}'
                        """.formatted(OtherCaller.ACCESS_KEY_ID, OtherCaller.SECRET_ACCESS_KEY))
                .set("AWS_PROFILE", "vault");
        assertSignedBy(USER);
    }

    // ---- IAM Identity Center

    private void ssoSession(String accessToken, String refreshToken, Instant expiration) throws IOException {
        machine.file(".aws/config", block("IAM Identity Center"))
                .file(SessionFiles.ssoPath("corp"), SessionFiles.sso(accessToken, refreshToken, expiration))
                .set("AWS_PROFILE", "analyst");
    }

    @Test
    void ssoSession_signs() throws Exception {
        kms.logins().sso("access");
        ssoSession("access", "refresh", Instant.now().plusSeconds(3600));
        assertSignedBy(sessionOfReader("sso"));
        assertThat(kms.calls(Operation.CREATE_TOKEN)).isZero();
    }

    @Test
    void ssoSession_expiredToken_isRenewed() throws Exception {
        kms.logins().ssoRefresh("refresh");
        ssoSession("access", "refresh", LONG_AGO);
        assertSignedBy(sessionOfReader("sso"));
        assertSignedBy(sessionOfReader("sso")); // with the token that the first process left in the cache
        assertThat(kms.calls(Operation.CREATE_TOKEN)).isEqualTo(1);
    }

    @Test
    void ssoSession_over_saysHowToLogIn() throws Exception {
        kms.logins().instance(READER); // the role of the node is there, and not asked
        ssoSession("access", "refresh", LONG_AGO);
        assertThat(assertNoCredentials())
                .contains("profile 'analyst' of ", "Token is expired", "run `aws sso login`")
                .doesNotContain("instance metadata");
        assertThat(kms.calls(Operation.METADATA_CREDENTIALS)).isZero();
    }

    @Test
    void ssoSession_revoked_saysHowToLogIn() throws Exception {
        ssoSession("access", "refresh", Instant.now().plusSeconds(3600));
        assertThat(assertNoCredentials("parquet.kms.aws.credentials", "profile:analyst"))
                .contains("profile 'analyst' of ", "UnauthorizedException", "run `aws sso login`");
    }

    @Test
    void ssoSession_neverLoggedIn_saysHowTo() throws Exception {
        machine.file(".aws/config", block("IAM Identity Center")).set("AWS_PROFILE", "analyst");
        assertThat(assertNoCredentials()).contains("profile 'analyst' of ", "run `aws sso login`");
    }

    // ---- aws login

    @Test
    void login_expiredKeys_areRenewed() throws Exception {
        KeyPair dpop = SessionFiles.dpopKey();
        kms.logins().signin("refresh", (ECPublicKey) dpop.getPublic(), READER);
        String expired = SessionFiles.login(LONG_AGO, "refresh", dpop);
        machine.file(".aws/config", block("aws login")).file(SessionFiles.loginPath(LOGIN_SESSION), expired);
        assertSignedBy(sessionOfReader("login"));
        assertSignedBy(sessionOfReader("login")); // with the keys that the first process left in the cache
        assertThat(kms.calls(Operation.CREATE_OAUTH2_TOKEN)).isEqualTo(1);
    }

    /** The JDK's HTTP client keeps the body of a 401 to itself, and with it why. */
    @Test
    void login_over_saysHowToLogIn() throws Exception {
        KeyPair stranger = SessionFiles.dpopKey();
        kms.logins().signin("refresh", (ECPublicKey) SessionFiles.dpopKey().getPublic(), READER);
        String expired = SessionFiles.login(LONG_AGO, "refresh", stranger);
        machine.file(".aws/config", block("aws login")).file(SessionFiles.loginPath(LOGIN_SESSION), expired);
        assertThat(assertNoCredentials()).contains("profile 'default' of ", "HTTP 401", "run `aws login`");
    }

    @Test
    void login_never_saysHowTo() throws Exception {
        machine.file(".aws/config", block("aws login"));
        assertThat(assertNoCredentials()).contains("profile 'default' of ", LOGIN_SESSION, "run `aws login`");
    }

    // ---- hosts

    @Test
    void webIdentity_signs() throws Exception {
        machine.setAll(block("Web identity (EKS, IRSA)"))
                .file("var/run/secrets/eks.amazonaws.com/serviceaccount/token", "the.web.token")
                .set("AWS_ROLE_SESSION_NAME", "pod");
        assertSignedBy(sessionOfReader("pod"));
        assertThat(kms.assumedRoles().get(0).webIdentityToken()).isEqualTo("the.web.token");
    }

    @Test
    void podIdentity_signs() throws Exception {
        kms.logins().container("/v1/credentials", "the.pod.token", READER);
        machine.setAll(block("EKS Pod Identity"))
                .file("var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token", "the.pod.token");
        assertSignedBy(sessionOfReader("container"));
    }

    @Test
    void ecs_signs() throws Exception {
        kms.logins().container("/v2/credentials/0f7e9c1a", null, READER);
        machine.setAll(block("ECS"));
        assertSignedBy(sessionOfReader("container"));
    }

    @Test
    void instanceRole_signs() throws Exception {
        kms.logins().instance(READER);
        assertSignedBy(sessionOfReader("i-0123456789abcdef0"));
        assertThat(kms.calls(Operation.METADATA_CREDENTIALS, RecordedRequest.OK))
                .isEqualTo(2);
    }
}
