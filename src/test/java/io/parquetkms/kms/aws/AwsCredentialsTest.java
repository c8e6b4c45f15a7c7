package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsCredentialsException;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.testkms.AssumedRole;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signs the requests, for every kind of {@code parquet.kms.aws.credentials}. */
final class AwsCredentialsTest {

    private static final String CREDENTIALS = "parquet.kms.aws.credentials";
    private static final String ROLE = "arn:aws:iam::111122223333:role/reader";
    private static final String OTHER_SECRET = "other-secret-EXAMPLE";

    @TempDir
    private Path directory;

    private final AwsFixture aws = new AwsFixture();
    private final TestKms kms = aws.kms();
    private final String key = kms.createKey();

    @BeforeEach
    void addCaller() {
        kms.addCaller("AKIAOTHER", OTHER_SECRET);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private void generate(String... properties) {
        try (KmsByName service = aws.open(properties)) {
            service.generateDataKey(key, 128, EncryptionContext.NONE);
        }
    }

    private void assertSignedBy(String accessKeyId) {
        assertThat(aws.last().operation()).isEqualTo(Operation.GENERATE_DATA_KEY);
        assertThat(aws.last().outcome()).isEqualTo(RecordedRequest.OK);
        assertThat(aws.last().accessKeyId()).isEqualTo(accessKeyId);
    }

    private ThrowableAssertAlternative<KmsCredentialsException> assertNoCredentials(String... properties) {
        return assertThatExceptionOfType(KmsCredentialsException.class)
                .isThrownBy(() -> generate(properties))
                .withMessageContainingAll("kms:GenerateDataKey with " + key, "no valid AWS credentials", CREDENTIALS);
    }

    private void assertKmsNotAsked() {
        assertThat(kms.totalCalls()).isZero();
    }

    // ---- the default chain, profiles

    @Test
    void default_systemProperties_sign() {
        generate();
        assertSignedBy(TestKms.ACCESS_KEY_ID);
    }

    @Test
    void default_profileOnly_signs() throws IOException {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        writeProfiles("[default]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = " + OTHER_SECRET + "\n");
        generate();
        assertSignedBy("AKIAOTHER");
    }

    @Test
    void profile_named_signsThoughTheChainHasOthers() throws IOException {
        writeProfiles("[etl]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = " + OTHER_SECRET + "\n");
        generate(CREDENTIALS, "profile:etl");
        assertSignedBy("AKIAOTHER");
    }

    @Test
    void profile_inTheConfigFile_signs() throws IOException {
        Path config = Files.writeString(
                directory.resolve("config"),
                "[profile etl]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = " + OTHER_SECRET + "\n");
        aws.properties().set("aws.configFile", config.toString());
        generate(CREDENTIALS, "profile:etl");
        assertSignedBy("AKIAOTHER");
    }

    @Test
    void profile_missing_failsThoughTheChainHasOthers() throws IOException {
        writeProfiles("[etl]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = " + OTHER_SECRET + "\n");
        assertNoCredentials(CREDENTIALS, "profile:none").withMessageNotContaining(OTHER_SECRET);
        assertKmsNotAsked();
    }

    private void writeProfiles(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("credentials"), text);
        aws.properties().set("aws.sharedCredentialsFile", file.toString());
    }

    // ---- assumed roles

    @Test
    void assumeRole_session_signs() {
        kms.role(ROLE);
        generate(CREDENTIALS, "assume-role:" + ROLE);
        AssumedRole assumed = onlySession();
        assertThat(assumed.roleArn()).isEqualTo(ROLE);
        assertThat(assumed.sessionName()).isEqualTo("parquet-kms");
        assertThat(assumed.externalId()).isNull();
        assertThat(kms.log().get(0).accessKeyId()).isEqualTo(TestKms.ACCESS_KEY_ID);
        assertThat(kms.log().get(0).region()).isEqualTo(TestKms.REGION);
        assertSignedBy(assumed.session().accessKeyId());
    }

    @Test
    void assumeRole_sessionNameAndExternalId_areSent() {
        kms.role(ROLE).requireExternalId("ext-7");
        generate(
                CREDENTIALS,
                "assume-role:" + ROLE,
                "parquet.kms.aws.assumed.role.session.name",
                "nightly",
                "parquet.kms.aws.assumed.role.external.id",
                "ext-7");
        assertThat(onlySession().sessionName()).isEqualTo("nightly");
        assertThat(onlySession().externalId()).isEqualTo("ext-7");
        assertSignedBy(onlySession().session().accessKeyId());
    }

    @Test
    void assumeRole_manyCalls_assumeOnce() {
        kms.role(ROLE);
        String abroad = kms.createKey("eu-west-1");
        try (KmsByName service = aws.open(CREDENTIALS, "assume-role:" + ROLE)) {
            for (int i = 0; i < 5; i++) {
                service.generateDataKey(key, 128, EncryptionContext.NONE);
                service.generateDataKey(abroad, 128, EncryptionContext.NONE);
            }
        }
        assertThat(kms.calls(Operation.ASSUME_ROLE)).isEqualTo(1);
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(10);
    }

    @Test
    void assumeRole_rightsOfTheRole_count() {
        kms.role(ROLE).permissions().allowOnly(Set.of(Operation.DECRYPT));
        assertThatExceptionOfType(KeyAccessDeniedException.class)
                .isThrownBy(() -> generate(CREDENTIALS, "assume-role:" + ROLE))
                .withMessageContaining("Grant kms:GenerateDataKey on that key");
    }

    /** It is not KMS that denies, and no right on the key would help. */
    @Test
    void assumeRole_notTrusted_isAboutCredentials() {
        kms.role(ROLE).trustNobody();
        assertNoCredentials(CREDENTIALS, "assume-role:" + ROLE)
                .withMessageContainingAll("sts:AssumeRole", ROLE)
                .withMessageNotContaining("Grant kms:");
        assertKmsNotAsked();
    }

    @Test
    void assumeRole_wrongExternalId_isAboutCredentials() {
        kms.role(ROLE).requireExternalId("ext-7");
        assertNoCredentials(CREDENTIALS, "assume-role:" + ROLE, "parquet.kms.aws.assumed.role.external.id", "ext-8");
        assertKmsNotAsked();
    }

    @Test
    void assumeRole_callerUnknown_isAboutCredentials() {
        aws.properties().set("aws.accessKeyId", "AKIANOBODY");
        assertNoCredentials(CREDENTIALS, "assume-role:" + ROLE).withMessageContaining("InvalidClientTokenId");
        assertKmsNotAsked();
    }

    @Test
    void assumeRole_stsDown_isUnavailable() {
        kms.role(ROLE);
        kms.faults(Operation.ASSUME_ROLE).always(Fault.SERVICE_UNAVAILABLE);
        assertThatExceptionOfType(KmsUnavailableException.class)
                .isThrownBy(() -> generate(CREDENTIALS, "assume-role:" + ROLE))
                .withMessageContaining(key);
    }

    private AssumedRole onlySession() {
        assertThat(kms.assumedRoles()).hasSize(1);
        return kms.assumedRoles().get(0);
    }

    // ---- web identity

    private void setWebIdentity(String token) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), token);
        aws.properties().set("aws.webIdentityTokenFile", file.toString()).set("aws.roleArn", ROLE);
    }

    @Test
    void webIdentity_session_signs() throws IOException {
        kms.role(ROLE);
        setWebIdentity("the.web.token");
        generate(CREDENTIALS, "web-identity");
        assertThat(onlySession().roleArn()).isEqualTo(ROLE);
        assertThat(onlySession().webIdentityToken()).isEqualTo("the.web.token");
        assertSignedBy(onlySession().session().accessKeyId());
    }

    @Test
    void webIdentity_notSetUp_saysWhatIsMissing() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> generate(CREDENTIALS, "web-identity"))
                .withMessageContainingAll("AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", CREDENTIALS);
        aws.properties().set("aws.webIdentityTokenFile", "token");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> generate(CREDENTIALS, "web-identity"))
                .withMessageContaining("AWS_ROLE_ARN");
    }

    @Test
    void webIdentity_tokenFileMissing_isAboutCredentials() throws IOException {
        setWebIdentity("gone");
        Files.delete(directory.resolve("token"));
        assertNoCredentials(CREDENTIALS, "web-identity");
        assertKmsNotAsked();
    }

    @Test
    void webIdentity_roleDoesNotTrust_isAboutCredentials() throws IOException {
        kms.role(ROLE).trustNobody();
        setWebIdentity("the.web.token");
        assertNoCredentials(CREDENTIALS, "web-identity").withMessageNotContaining("the.web.token");
        assertKmsNotAsked();
    }

    @Test
    void default_webIdentitySetUp_isUsed() throws IOException {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        kms.role(ROLE);
        setWebIdentity("the.web.token");
        generate();
        assertSignedBy(onlySession().session().accessKeyId());
    }

    /** The SDK's own chain would go on to the profile, on EKS to the role of the node. */
    @Test
    void default_webIdentityUnusable_failsRatherThanFallingBack() throws IOException {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        writeProfiles("[default]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = " + OTHER_SECRET + "\n");
        kms.role(ROLE).trustNobody();
        setWebIdentity("the.web.token");
        assertNoCredentials();
        Files.delete(directory.resolve("token"));
        assertNoCredentials();
        aws.properties().clear("aws.roleArn");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(this::generate)
                .withMessageContaining("AWS_ROLE_ARN");
        assertKmsNotAsked();
    }

    @Test
    void default_webIdentityWhileStsIsDown_isUnavailable() throws IOException {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        kms.role(ROLE);
        setWebIdentity("the.web.token");
        kms.faults(Operation.ASSUME_ROLE_WITH_WEB_IDENTITY).always(Fault.SERVICE_UNAVAILABLE);
        assertThatExceptionOfType(KmsUnavailableException.class).isThrownBy(this::generate);
    }

    @Test
    void assumeRole_fromWebIdentity_isChained() throws IOException {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        String pod = "arn:aws:iam::111122223333:role/pod";
        kms.role(ROLE);
        kms.role(pod);
        setWebIdentity("the.web.token");
        aws.properties().set("aws.roleArn", pod);
        generate(CREDENTIALS, "assume-role:" + ROLE);
        assertThat(kms.assumedRoles()).extracting(AssumedRole::roleArn).containsExactly(pod, ROLE);
        assertSignedBy(kms.assumedRoles().get(1).session().accessKeyId());
    }
}
