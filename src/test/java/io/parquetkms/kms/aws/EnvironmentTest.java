package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the environment of a process says of the way to AWS: kind of endpoint, proxy, profile, modules. Each in a process with an
 * environment of its own; a proxy that refuses every connection tells where it was to go.
 */
@Timeout(600)
@Tag("full")
final class EnvironmentTest {

    private static final String ALLOWED = "parquet.kms.aws.insecure.http.allowed";
    private static final String CREDENTIALS = "parquet.kms.aws.credentials";
    private static final String ROLE = "arn:aws:iam::111122223333:role/reader";
    private static final String ASSUME = "assume-role:" + ROLE;

    private static final String PROFILE_OF_SSO = """
            [profile analyst]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = reader
            [sso-session corp]
            sso_start_url = https://corp.awsapps.com/start
            sso_region = us-east-1
            """;

    @TempDir
    private Path home;

    private final TestKms kms = TestKms.start();
    private final TunnelProxy proxy = new TunnelProxy();
    private final String key = kms.createKey();
    private Machine machine;

    @BeforeEach
    void setUp() {
        machine = new Machine(home, kms)
                .set("AWS_ACCESS_KEY_ID", OtherCaller.ACCESS_KEY_ID)
                .set("AWS_SECRET_ACCESS_KEY", OtherCaller.SECRET_ACCESS_KEY);
        kms.addCaller(OtherCaller.ACCESS_KEY_ID, OtherCaller.SECRET_ACCESS_KEY);
        kms.role(ROLE);
    }

    @AfterEach
    void close() {
        proxy.close();
        kms.close();
    }

    private String generate(String... properties) throws IOException, InterruptedException {
        return machine.generateDataKey(key, properties);
    }

    private String proxyUrl() {
        return "http://127.0.0.1:" + proxy.port();
    }

    /** Without the tests' server: what AWS itself would be asked at. */
    private void behindTheProxy() {
        machine.unset("AWS_ENDPOINT_URL").set("HTTPS_PROXY", proxyUrl());
    }

    private void assertAsks(String host, String... properties) throws Exception {
        assertThat(generate(properties)).contains("can't be reached or doesn't answer in time");
        assertThat(proxy.targets()).isNotEmpty().containsOnly(host + ":443");
    }

    // ---- kind of endpoint

    @ParameterizedTest
    @CsvSource({
        "AWS_USE_FIPS_ENDPOINT, default, kms-fips.us-east-1.amazonaws.com",
        "AWS_USE_FIPS_ENDPOINT, " + ASSUME + ", sts-fips.us-east-1.amazonaws.com",
        "AWS_USE_DUALSTACK_ENDPOINT, default, kms.us-east-1.api.aws",
        "AWS_USE_DUALSTACK_ENDPOINT, " + ASSUME + ", sts.us-east-1.api.aws",
    })
    void environment_isOfKmsAndSts(String variable, String credentials, String host) throws Exception {
        behindTheProxy();
        machine.set(variable, "true");
        assertAsks(host, CREDENTIALS, credentials);
    }

    @Test
    void propertyFalse_winsOverTheEnvironment() throws Exception {
        behindTheProxy();
        machine.set("AWS_USE_FIPS_ENDPOINT", "true");
        assertAsks("kms.us-east-1.amazonaws.com", "parquet.kms.aws.fips", "false");
    }

    /** The SDK knows no FIPS endpoint of somebody else's. */
    @Test
    void endpointAndFipsOfTheEnvironment_isSaid() throws Exception {
        machine.set("AWS_USE_FIPS_ENDPOINT", "true");
        assertThat(generate("parquet.kms.aws.endpoint", kms.endpoint().toString()))
                .contains("FIPS", "AWS_USE_FIPS_ENDPOINT", "parquet.kms.aws.fips");
        assertThat(generate("parquet.kms.aws.endpoint", kms.endpoint().toString(), "parquet.kms.aws.fips", "false"))
                .isEmpty();
    }

    // ---- proxies

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY"})
    void variable_isTheWayToKmsAndSts(String variable) throws Exception {
        machine.unset("AWS_ENDPOINT_URL").set(variable, proxyUrl());
        assertAsks("kms.us-east-1.amazonaws.com");
    }

    @Test
    void https_isTheWayToSts() throws Exception {
        behindTheProxy();
        assertAsks("sts.us-east-1.amazonaws.com", CREDENTIALS, ASSUME);
    }

    @Test
    void noProxy_isPassedBy() throws Exception {
        kms.stop();
        machine.set("HTTPS_PROXY", proxyUrl()).set("NO_PROXY", "127.0.0.1,.example.com");
        String endpoint = kms.endpoint().toString().replace("http:", "https:");
        assertThat(generate("parquet.kms.aws.endpoint", endpoint)).contains("KMS can't be reached");
        assertThat(proxy.targets()).isEmpty();
    }

    /** It would get the keys in plaintext. */
    @Test
    void thisMachine_isAskedWithoutAProxy() throws Exception {
        machine.set("HTTPS_PROXY", proxyUrl()).set("HTTP_PROXY", proxyUrl());
        assertThat(generate()).isEmpty();
        assertThat(proxy.targets()).isEmpty();
    }

    // ---- plaintext

    private void assertRefused(String message, String url) {
        assertThat(message).contains(url, "keys would cross the network in plaintext", ALLOWED);
        assertThat(proxy.targets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_KMS"})
    void variable_isRefused(String variable) throws Exception {
        machine.set(variable, "http://kms.example.com").set("HTTP_PROXY", proxyUrl());
        assertRefused(generate(), "http://kms.example.com");
    }

    @Test
    void variableOfSts_isRefused() throws Exception {
        machine.set("AWS_ENDPOINT_URL_STS", "http://sts.example.com").set("HTTP_PROXY", proxyUrl());
        assertRefused(generate(CREDENTIALS, ASSUME), "http://sts.example.com");
    }

    @Test
    void allowed_isAsked() throws Exception {
        machine.set("AWS_ENDPOINT_URL", "http://kms.example.com").set("HTTP_PROXY", proxyUrl());
        assertThat(generate(ALLOWED, "true")).contains("something answered that is not KMS");
        assertThat(proxy.targets()).isNotEmpty().allMatch(target -> target.startsWith("http://kms.example.com"));
    }

    // ---- wrong settings

    @ParameterizedTest
    @CsvSource({
        "AWS_MAX_ATTEMPTS, many",
        "AWS_USE_DUALSTACK_ENDPOINT, maybe",
    })
    void variable_isNamed(String variable, String value) throws Exception {
        machine.set(variable, value);
        assertThat(generate()).contains("environment variable " + variable, value);
    }

    @Test
    void variableOfTheMetadataService_isNamed() throws Exception {
        machine.unset("AWS_ACCESS_KEY_ID").set("AWS_METADATA_SERVICE_TIMEOUT", "soon");
        assertThat(generate()).contains("AWS_METADATA_SERVICE_TIMEOUT", "soon");
    }

    @Test
    void ssoUnreachable_isNamed() throws Exception {
        machine.file(".aws/config", PROFILE_OF_SSO)
                .file(
                        SessionFiles.ssoPath("corp"),
                        SessionFiles.sso("access", "refresh", Instant.now().plusSeconds(3600)))
                .set("AWS_ENDPOINT_URL_SSO", "http://127.0.0.1:1");
        assertThat(generate(CREDENTIALS, "profile:analyst"))
                .contains("IAM Identity Center, which is asked for the credentials, can't be reached", "sso_region")
                .doesNotContain("KMS can't be reached");
    }

    // ---- modules

    @Test
    void withoutThoseForLogins_keysServe() throws Exception {
        machine.without("sts").without("sso").without("ssooidc").without("signin");
        assertThat(generate()).isEmpty();
    }

    @Test
    void withoutThoseForLogins_errorsAreTold() throws Exception {
        kms.caller(OtherCaller.ACCESS_KEY_ID).permissions().allowNothing();
        machine.without("sts").without("sso").without("ssooidc").without("signin");
        assertThat(generate()).contains("access denied. Grant kms:GenerateDataKey");
        machine.unset("AWS_ACCESS_KEY_ID").set("AWS_EC2_METADATA_DISABLED", "true");
        assertThat(generate()).contains("no valid AWS credentials");
    }

    @Test
    void withoutSts_isNamed() throws Exception {
        machine.without("sts");
        assertThat(generate(CREDENTIALS, ASSUME)).contains("software.amazon.awssdk:sts", "thin jar");
    }

    @Test
    void withoutSso_isNamed() throws Exception {
        machine.without("sso").without("ssooidc").file(".aws/config", PROFILE_OF_SSO);
        assertThat(generate(CREDENTIALS, "profile:analyst")).contains("'sso'", "class path");
    }
}
