package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsCredentialsException;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.testkms.AssumedRole;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a profile says: roles, endpoints, and what can't be read. The environment's variables are in {@code EnvironmentTest}. */
final class ProfileSettingsTest {

    private static final String CREDENTIALS = "parquet.kms.aws.credentials";
    private static final String STS_ENDPOINT = "parquet.kms.aws.sts.endpoint";
    private static final String ROLE = "arn:aws:iam::111122223333:role/reader";
    private static final String ASSUME = "assume-role:" + ROLE;
    private static final String KEYS = "aws_access_key_id = " + OtherCaller.ACCESS_KEY_ID + "\naws_secret_access_key = "
            + OtherCaller.SECRET_ACCESS_KEY + "\n";

    @TempDir
    private Path directory;

    private final AwsFixture aws = new AwsFixture();
    private final TestKms kms = aws.kms();
    private final TunnelProxy proxy = new TunnelProxy();
    private final String key = kms.createKey();

    @BeforeEach
    void setUp() {
        kms.addCaller(OtherCaller.ACCESS_KEY_ID, OtherCaller.SECRET_ACCESS_KEY);
        kms.role(ROLE);
    }

    @AfterEach
    void close() {
        proxy.close();
        aws.close();
    }

    private void config(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), text);
        aws.properties().set("aws.configFile", file.toString());
    }

    private void generate(String... properties) {
        try (KmsByName service = aws.open(properties)) {
            service.generateDataKey(key, 128, EncryptionContext.NONE);
        }
    }

    // ---- roles

    /** Where the SDK would ask STS by itself, nobody is. */
    private void profiles(String ofReader) throws IOException {
        config("[default]\n" + KEYS + "[profile reader]\nrole_arn = " + ROLE + "\n" + ofReader);
        aws.properties()
                .clear("aws.accessKeyId")
                .clear("aws.secretAccessKey")
                .set("aws.profile", "reader")
                .set("aws.endpointUrlSts", "http://127.0.0.1:1");
    }

    @Test
    void role_sourceProfile_isAssumedAtTheStsEndpoint() throws IOException {
        kms.role(ROLE).requireExternalId("ext-7");
        profiles("source_profile = default\nexternal_id = ext-7\nregion = us-west-2\nduration_seconds = 900\n");
        generate("parquet.kms.aws.assumed.role.session.name", "etl");
        assertThat(kms.assumedRoles()).extracting(AssumedRole::sessionName).containsExactly("etl");
        assertThat(kms.log().get(0).region()).isEqualTo("us-west-2");
        assertThat(kms.log().get(0).accessKeyId()).isEqualTo(OtherCaller.ACCESS_KEY_ID);
    }

    @Test
    void role_namedProfile_isAssumedAtTheStsEndpoint() throws IOException {
        profiles("source_profile = default\nrole_session_name = job\n");
        aws.properties().clear("aws.profile");
        generate(CREDENTIALS, "profile:reader");
        assertThat(kms.assumedRoles()).extracting(AssumedRole::sessionName).containsExactly("job");
    }

    @Test
    void role_credentialSource_isAsked() throws IOException {
        profiles("credential_source = Environment\n");
        assertThatExceptionOfType(KmsCredentialsException.class)
                .isThrownBy(this::generate)
                .withMessageContaining("environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: not set");
        aws.properties()
                .set("aws.accessKeyId", TestKms.ACCESS_KEY_ID)
                .set("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
        generate(CREDENTIALS, "profile:reader");
        assertThat(kms.assumedRoles()).hasSize(1);
    }

    @Test
    void role_credentialSourceOfTheInstance_isAsked() throws IOException {
        kms.logins().instance(ROLE);
        profiles("credential_source = Ec2InstanceMetadata\n");
        aws.properties()
                .set("aws.disableEc2Metadata", "false")
                .set("aws.ec2MetadataServiceEndpoint", kms.endpoint().toString());
        generate();
        assertThat(kms.assumedRoles()).hasSize(1);
        assertThat(kms.calls(Operation.METADATA_TOKEN)).isPositive();
    }

    @Test
    void role_webIdentity_isAssumedAtTheStsEndpoint() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "the.web.token");
        profiles("web_identity_token_file = " + token + "\n");
        generate();
        assertThat(kms.assumedRoles()).extracting(AssumedRole::webIdentityToken).containsExactly("the.web.token");
    }

    @Test
    void role_ofARole_isFollowed() throws IOException {
        String pod = "arn:aws:iam::111122223333:role/pod";
        kms.role(pod);
        profiles("source_profile = pod\n[profile pod]\nsource_profile = default\nrole_arn = " + pod + "\n");
        generate();
        assertThat(kms.assumedRoles()).extracting(AssumedRole::roleArn).containsExactly(pod, ROLE);
    }

    /** Else the node's role, another identity, would be next. */
    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "empty"})
    void role_sourceWithoutCredentials_endsTheSearch(String source) throws IOException {
        profiles("source_profile = " + source + "\n[profile empty]\nregion = us-east-1\n");
        kms.logins().instance(ROLE);
        aws.properties()
                .set("aws.disableEc2Metadata", "false")
                .set("aws.ec2MetadataServiceEndpoint", kms.endpoint().toString());
        assertThatExceptionOfType(KmsCredentialsException.class)
                .isThrownBy(this::generate)
                .withMessageContaining("source_profile '" + source + "' of profile 'reader'")
                .withMessageNotContaining("- container");
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void role_circle_isSaid() throws IOException {
        profiles("source_profile = b\n[profile b]\nsource_profile = reader\nrole_arn = " + ROLE + "\n");
        assertThatExceptionOfType(KmsCredentialsException.class)
                .isThrownBy(this::generate)
                .withMessageContaining("[reader, b] are each other's source_profile");
    }

    @Test
    void role_notTrusted_isAboutCredentials() throws IOException {
        kms.role(ROLE).trustNobody();
        profiles("source_profile = default\n");
        assertThatExceptionOfType(KmsCredentialsException.class)
                .isThrownBy(this::generate)
                .withMessageContainingAll("profile 'reader' of ", "sts:AssumeRole")
                .withMessageNotContaining("Grant kms:");
    }

    @Test
    void role_stsUnreachable_isNamed() throws IOException {
        profiles("source_profile = default\n");
        for (String credentials : new String[] {"default", "profile:reader", ASSUME}) {
            aws.properties()
                    .set("aws.accessKeyId", TestKms.ACCESS_KEY_ID)
                    .set("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
            if (credentials.equals("default")) {
                aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
            }
            assertThatExceptionOfType(KmsUnavailableException.class)
                    .isThrownBy(() -> generate(CREDENTIALS, credentials, STS_ENDPOINT, "http://127.0.0.1:1"))
                    .withMessageContainingAll(
                            "STS, which is asked for the credentials, can't be reached or doesn't answer in time",
                            "Check the network, the Region and " + STS_ENDPOINT)
                    .withMessageNotContaining("KMS can't be reached")
                    .matches(KmsUnavailableException::isUnsent);
        }
        assertThat(kms.totalCalls()).isZero();
    }

    // ---- endpoints

    /** Without the tests' server: what AWS itself would be asked at. */
    private void assertAsks(String host, String... properties) {
        aws.properties().set("https.proxyHost", "127.0.0.1").set("https.proxyPort", String.valueOf(proxy.port()));
        try (KmsByName service = new KmsByName(new AwsKms(AwsOptions.read(TestSettings.values(properties))))) {
            assertThat(catchThrowable(() -> service.generateDataKey(key, 128, EncryptionContext.NONE)))
                    .hasMessageContaining("can't be reached");
        }
        assertThat(proxy.targets()).isNotEmpty().containsOnly(host + ":443");
    }

    @ParameterizedTest
    @CsvSource({
        "use_fips_endpoint, default, kms-fips.us-east-1.amazonaws.com",
        "use_fips_endpoint, " + ASSUME + ", sts-fips.us-east-1.amazonaws.com",
        "use_dualstack_endpoint, default, kms.us-east-1.api.aws",
        "use_dualstack_endpoint, " + ASSUME + ", sts.us-east-1.api.aws",
    })
    void kindOfEndpoint_ofTheProfile_isOfKmsAndSts(String setting, String credentials, String host) throws IOException {
        config("[default]\n" + setting + " = true\n");
        assertAsks(host, CREDENTIALS, credentials);
    }

    @ParameterizedTest
    @CsvSource({
        "aws.useFipsEndpoint, default, kms-fips.us-east-1.amazonaws.com",
        "aws.useFipsEndpoint, " + ASSUME + ", sts-fips.us-east-1.amazonaws.com",
        "aws.useDualstackEndpoint, default, kms.us-east-1.api.aws",
        "aws.useDualstackEndpoint, " + ASSUME + ", sts.us-east-1.api.aws",
    })
    void kindOfEndpoint_ofASystemProperty_isOfKmsAndSts(String setting, String credentials, String host) {
        aws.properties().set(setting, "true");
        assertAsks(host, CREDENTIALS, credentials);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet.kms.aws.fips, default, kms-fips.us-east-1.amazonaws.com",
        "parquet.kms.aws.fips, " + ASSUME + ", sts-fips.us-east-1.amazonaws.com",
        "parquet.kms.aws.dualstack, default, kms.us-east-1.api.aws",
        "parquet.kms.aws.dualstack, " + ASSUME + ", sts.us-east-1.api.aws",
    })
    void kindOfEndpoint_ofTheProperty_isOfKmsAndSts(String property, String credentials, String host) {
        assertAsks(host, CREDENTIALS, credentials, property, "true");
    }

    @Test
    void kindOfEndpoint_ofTheCredentialsProfile_counts() throws IOException {
        config("[default]\n[profile etl]\nuse_dualstack_endpoint = true\n" + KEYS);
        assertAsks("kms.us-east-1.api.aws", CREDENTIALS, "profile:etl");
    }

    @Test
    void endpointInPlaintext_ofTheProfile_isRefused() throws IOException {
        config("[default]\nendpoint_url = http://kms.example.com\n");
        aws.properties().set("http.proxyHost", "127.0.0.1").set("http.proxyPort", String.valueOf(proxy.port()));
        try (KmsByName service = new KmsByName(new AwsKms(AwsOptions.read(TestSettings.values())))) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> service.generateDataKey(key, 128, EncryptionContext.NONE))
                    .withMessageContainingAll("http://kms.example.com", "in plaintext", "insecure.http.allowed");
        }
        assertThat(proxy.targets()).isEmpty();
    }

    // ---- what can't be read

    private void assertUnreadable(String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> generate(CREDENTIALS, "profile:reader"))
                .withMessageContainingAll(inMessage);
    }

    @Test
    void brokenConfigFile_isNamed() throws IOException {
        config("region = us-east-1\n");
        assertUnreadable(
                directory.resolve("config").toString(), "AWS_CONFIG_FILE", "Expected a profile definition on line 1");
    }

    @Test
    void brokenCredentialsFile_isNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "oops\n");
        aws.properties().set("aws.sharedCredentialsFile", file.toString());
        assertUnreadable(file.toString(), "AWS_SHARED_CREDENTIALS_FILE", "Expected a profile definition on line 1");
    }

    @Test
    void brokenConfigFile_whereTheRegionShouldBe_isNamed() throws IOException {
        config("region = us-east-1\n");
        aws.properties().clear("aws.region");
        try (KmsByName service = new KmsByName(new AwsKms(AwsOptions.read(TestSettings.values())))) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> service.describe("alias/pii"))
                    .withMessageContainingAll(
                            "No AWS Region", directory.resolve("config").toString(), "on line 1");
        }
    }

    @Test
    void settingOfAProfile_isNamed() throws IOException {
        config("[profile reader]\nuse_fips_endpoint = maybe\n");
        assertUnreadable(
                "use_fips_endpoint in profile 'reader'",
                directory.resolve("config").toString(),
                "maybe");
    }

    @Test
    void durationOfARole_isNamed() throws IOException {
        profiles("source_profile = default\nduration_seconds = long\n");
        assertUnreadable("duration_seconds in profile 'reader'", "long");
    }

    @Test
    void settingOfASystemProperty_isNamed() {
        aws.properties().set("aws.useDualstackEndpoint", "maybe");
        assertUnreadable("system property aws.useDualstackEndpoint", "maybe");
    }
}
