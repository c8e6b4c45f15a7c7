package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/** Roles, as AWS's own client assumes them. */
final class StsProtocolTest {

    private static final String ROLE = "arn:aws:iam::444455556666:role/jobs/reader";

    private final TestKms kms = TestKms.start();
    private final StsClient sts = SdkClients.sts(kms, kms.caller());

    @AfterEach
    void close() {
        sts.close();
        kms.close();
    }

    @Test
    void assumeRole_givesWorkingCredentials_ofTheRolesAccount() {
        kms.role(ROLE);
        Instant before = Instant.now();
        AssumeRoleResponse answer = sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("job-1"));
        assertThat(answer.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::444455556666:assumed-role/reader/job-1");
        assertThat(answer.credentials().expiration())
                .isBetween(before.plusSeconds(3599), Instant.now().plusSeconds(3600));

        Caller session = kms.caller(answer.credentials().accessKeyId());
        assertThat(session.secretAccessKey()).isEqualTo(answer.credentials().secretAccessKey());
        assertThat(session.sessionToken()).contains(answer.credentials().sessionToken());
        assertThat(outcomeOfEncrypt(session, kms.createKey(TestKms.REGION, "444455556666")))
                .isEqualTo("OK");
        assertThat(outcomeOfEncrypt(session, kms.createKey())).isEqualTo("AccessDeniedException");
    }

    @Test
    void session_isRecorded() {
        kms.role(ROLE).requireExternalId("a&b <c>");
        sts.assumeRole(r ->
                r.roleArn(ROLE).roleSessionName("job-1").externalId("a&b <c>").durationSeconds(900));
        assertThat(kms.assumedRoles()).singleElement().satisfies(assumed -> {
            assertThat(assumed.roleArn()).isEqualTo(ROLE);
            assertThat(assumed.sessionName()).isEqualTo("job-1");
            assertThat(assumed.externalId()).isEqualTo("a&b <c>");
            assertThat(assumed.webIdentityToken()).isNull();
            assertThat(assumed.asked()).isEqualTo(Duration.ofMinutes(15));
        });
        assertThat(kms.calls(Operation.ASSUME_ROLE)).isEqualTo(1);
        assertThat(kms.totalCalls()).isZero();
        assertThat(kms.log()).extracting(RecordedRequest::keyArn).isEqualTo(List.of(ROLE));
    }

    @Test
    void roleThatTrustsNobody_orIsUnknown_orNeedsAnExternalId_isDenied() {
        assertDenied();
        kms.role(ROLE).requireExternalId("right");
        assertDenied();
        assertThat(sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("job-1").externalId("right"))
                        .assumedRoleUser()
                        .arn())
                .contains("reader");
        kms.role(ROLE).trustNobody();
        assertDenied();
        assertThatIllegalArgumentException().isThrownBy(() -> kms.role("reader"));
    }

    @Test
    void callerNotAllowedToAssume_isDenied() {
        kms.role(ROLE);
        kms.caller().permissions().allowOnly(EnumSet.of(Operation.DECRYPT));
        assertDenied();
    }

    @Test
    void session_mayDoWhatItsRoleMay() {
        String key = kms.createKey();
        kms.role(ROLE).permissions().allowOnly(EnumSet.of(Operation.ENCRYPT), key);
        Caller session = assume();
        assertThat(outcomeOfEncrypt(session, key)).isEqualTo("OK");
        kms.role(ROLE).permissions().deny(Operation.ENCRYPT);
        assertThat(outcomeOfEncrypt(session, key)).isEqualTo("AccessDeniedException");
    }

    @Test
    void session_withoutItsToken_orExpired_isRefused() {
        String key = kms.createKey(TestKms.REGION, "444455556666");
        kms.role(ROLE);
        Caller session = assume();
        Caller tokenless = new Caller(
                session.accessKeyId(), session.secretAccessKey(), null, session.account(), "arn", new Permissions());
        assertThat(outcomeOfEncrypt(tokenless, key)).isEqualTo("UnrecognizedClientException");
        session.expire();
        assertThat(outcomeOfEncrypt(session, key)).isEqualTo("ExpiredTokenException");
    }

    @Test
    void session_canBeShorterThanAsked() {
        kms.role(ROLE).giveDuration(Duration.ofSeconds(2));
        assertThat(sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("job-1"))
                        .credentials()
                        .expiration())
                .isBefore(Instant.now().plusSeconds(3));
    }

    @Test
    void session_canAssumeAFurtherRole() {
        kms.role(ROLE);
        String further = "arn:aws:iam::111122223333:role/further";
        kms.role(further);
        try (StsClient chained = SdkClients.sts(kms, assume())) {
            assertThat(chained.assumeRole(r -> r.roleArn(further).roleSessionName("job-2"))
                            .assumedRoleUser()
                            .arn())
                    .isEqualTo("arn:aws:sts::111122223333:assumed-role/further/job-2");
            assertThat(chained.getCallerIdentity().arn()).endsWith(":assumed-role/reader/job-1");
        }
    }

    @Test
    void webIdentity_needsNoSignature() {
        kms.role(ROLE);
        AssumeRoleWithWebIdentityResponse answer = sts.assumeRoleWithWebIdentity(
                r -> r.roleArn(ROLE).roleSessionName("pod").webIdentityToken("header.claims.signature"));
        assertThat(kms.caller(answer.credentials().accessKeyId()).arn())
                .isEqualTo("arn:aws:sts::444455556666:assumed-role/reader/pod");
        assertThat(kms.assumedRoles())
                .extracting(AssumedRole::webIdentityToken)
                .isEqualTo(List.of("header.claims.signature"));
        assertThat(kms.log())
                .singleElement()
                .satisfies(request -> assertThat(request.accessKeyId()).isNull());
    }

    @Test
    void webIdentity_ofARoleThatTrustsNobody_isDenied() {
        kms.role(ROLE).trustNobody();
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> sts.assumeRoleWithWebIdentity(
                        r -> r.roleArn(ROLE).roleSessionName("pod").webIdentityToken("token")))
                .withMessageContaining("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    @Test
    void wrongSecret_isStssOwnError() {
        Caller impostor = new Caller(TestKms.ACCESS_KEY_ID, "guess", null, TestKms.ACCOUNT, "arn", new Permissions());
        try (StsClient client = SdkClients.sts(kms, impostor)) {
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(client::getCallerIdentity)
                    .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403))
                    .satisfies(e ->
                            assertThat(e.requestId()).isEqualTo(kms.log().get(0).requestId()))
                    .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch"));
        }
    }

    @Test
    void faults_strikeHereToo() {
        kms.role(ROLE);
        kms.faults(Operation.ASSUME_ROLE).throttleNext(1);
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(this::assume)
                .satisfies(e -> assertThat(e.isThrottlingException()).isTrue());
        assertThat(assume().arn()).endsWith("job-1");
    }

    @Test
    void badRequests_fail() {
        kms.role(ROLE);
        assertCode("ValidationError", () -> sts.assumeRole(r -> r.roleArn(ROLE)));
        assertCode(
                "ValidationError",
                () -> sts.assumeRole(
                        r -> r.roleArn(ROLE).roleSessionName("job-1").durationSeconds(60)));
        assertCode("InvalidAction", () -> sts.getSessionToken());
    }

    private Caller assume() {
        return kms.caller(sts.assumeRole(r -> r.roleArn(ROLE).roleSessionName("job-1"))
                .credentials()
                .accessKeyId());
    }

    private void assertDenied() {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(this::assume)
                .withMessageContaining("is not authorized to perform: sts:AssumeRole on resource: " + ROLE)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    private static void assertCode(String code, Runnable call) {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private String outcomeOfEncrypt(Caller caller, String keyId) {
        try (KmsClient client = SdkClients.kms(kms, caller, TestKms.REGION)) {
            client.encrypt(r -> r.keyId(keyId).plaintext(SdkBytes.fromUtf8String("secret")));
            return "OK";
        } catch (KmsException e) {
            return e.awsErrorDetails().errorCode();
        }
    }
}
