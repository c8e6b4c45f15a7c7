package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsCredentialsException;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Hold;
import io.parquetkms.testkms.KeyState;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** What each failure of KMS becomes: type, words, cause. */
final class AwsErrorsTest {

    private static final EncryptionContext NONE = EncryptionContext.NONE;

    private final AwsFixture aws = new AwsFixture();
    private final TestKms kms = aws.kms();
    private final String key = kms.createKey();
    private KmsByName service;

    @BeforeEach
    void open() {
        service = aws.open();
    }

    @AfterEach
    void close() {
        service.close();
        aws.close();
    }

    private WrappedKey wrapped() {
        return service.generateDataKey(key, 128, NONE).wrapped();
    }

    /** Fails to make a data key; the message says operation and key. */
    private AbstractThrowableAssert<?, ?> assertGenerateFails(
            KmsError error, Class<? extends SdkException> cause, KmsByName with) {
        return assertFails(error, cause, KmsOperation.GENERATE_DATA_KEY, () -> with.generateDataKey(key, 128, NONE));
    }

    private AbstractThrowableAssert<?, ?> assertFails(
            KmsError error, Class<? extends SdkException> cause, KmsOperation operation, Runnable call) {
        Throwable failure = catchThrowable(call::run);
        assertThat(failure).isNotNull();
        assertThat(KmsError.of(failure)).as(failure.toString()).isEqualTo(error);
        return assertThat(failure)
                .hasMessageStartingWith(operation.iamAction() + " with " + key + ": ")
                .hasCauseInstanceOf(cause);
    }

    // ---- rights

    @ParameterizedTest
    @EnumSource(KmsOperation.class)
    void denied_eachOperation_saysWhatToGrant(KmsOperation operation) {
        DataKey made = service.generateDataKey(key, 128, NONE);
        kms.caller().permissions().allowNothing();
        assertFails(KmsError.DENIED, KmsException.class, operation, () -> call(operation, made))
                .isExactlyInstanceOf(KeyAccessDeniedException.class)
                .hasMessageContaining("access denied. Grant " + operation.iamAction() + " on that key to this role")
                .hasMessageContaining("AccessDeniedException");
    }

    private void call(KmsOperation operation, DataKey made) {
        Map<KmsOperation, Consumer<KmsByName>> calls = Map.of(
                KmsOperation.GENERATE_DATA_KEY, kms -> kms.generateDataKey(key, 128, NONE),
                KmsOperation.ENCRYPT, kms -> kms.encrypt(key, made.plaintext(), NONE),
                KmsOperation.DECRYPT, kms -> kms.decrypt(made.wrapped(), NONE),
                KmsOperation.RE_ENCRYPT, kms -> kms.reEncrypt(made.wrapped(), NONE, key, NONE),
                KmsOperation.DESCRIBE_KEY, kms -> kms.describe(key));
        Objects.requireNonNull(calls.get(operation)).accept(service);
    }

    @Test
    void denied_strangersKey_isDenied() {
        String strangers = kms.createKey(TestKms.REGION, "999999999999");
        assertThatExceptionOfType(KeyAccessDeniedException.class)
                .isThrownBy(() -> service.generateDataKey(strangers, 128, NONE))
                .withMessageContaining(strangers);
    }

    // ---- transient failures

    @Test
    void throttled_everyAttempt_isThrottled() {
        kms.faults().always(Fault.THROTTLED);
        assertGenerateFails(KmsError.THROTTLED, KmsException.class, service)
                .hasMessageContaining("KMS throttles")
                .hasMessageContaining("parquet.kms.aws.max.attempts")
                .hasMessageContaining("ThrottlingException");
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
    }

    @Test
    void throttled_onceOnly_isRetried() {
        kms.faults().throttleNext(1);
        assertThat(service.generateDataKey(key, 128, NONE).wrapped().keyId()).isEqualTo(key);
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"INTERNAL_ERROR", "DEPENDENCY_TIMEOUT", "KEY_UNAVAILABLE", "SERVICE_UNAVAILABLE"})
    void serverError_everyAttempt_isUnavailable(Fault fault) {
        kms.faults().always(fault);
        assertGenerateFails(KmsError.UNAVAILABLE, KmsException.class, service)
                .hasMessageContaining("KMS can't be reached or doesn't answer in time");
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
    }

    @Test
    void serverError_onceOnly_isRetried() {
        kms.faults().next(1, Fault.INTERNAL_ERROR);
        assertThat(service.generateDataKey(key, 128, NONE).wrapped().keyId()).isEqualTo(key);
    }

    @Test
    void unreachable_connectionClosed_isUnavailable() {
        kms.faults().always(Fault.CONNECTION_CLOSED);
        assertGenerateFails(KmsError.UNAVAILABLE, SdkClientException.class, service);
    }

    @Test
    void unreachable_closedPort_isUnavailable() {
        kms.stop();
        assertGenerateFails(KmsError.UNAVAILABLE, SdkClientException.class, service)
                .hasMessageContaining("KMS can't be reached")
                .hasMessageContaining("Check the network, the Region and parquet.kms.aws.endpoint");
        kms.restart();
        assertThat(service.generateDataKey(key, 128, NONE).wrapped().keyId()).isEqualTo(key);
    }

    /** The SDK's clock ends it or the socket's, which is set to the same: whichever is first, it is the same to the user. */
    @Test
    @Timeout(300)
    void slow_beyondTheAttempt_isUnavailable() {
        try (Hold hold = kms.faults().hold();
                KmsByName hasty =
                        aws.open("parquet.kms.aws.attempt.timeout", "100ms", "parquet.kms.aws.max.attempts", "1")) {
            int calls = assertGivesUp(hold, 1, SdkClientException.class, hasty);
            assertThat(hold.arrivals()).isLessThanOrEqualTo(calls);
        }
    }

    @Test
    @Timeout(300)
    void slow_beyondTheCall_isUnavailable() {
        try (Hold hold = kms.faults().hold();
                KmsByName hasty = aws.open(
                        "parquet.kms.aws.attempt.timeout", "200ms",
                        "parquet.kms.aws.call.timeout", "200ms",
                        "parquet.kms.aws.max.attempts", "100")) {
            assertGivesUp(hold, 1, SdkClientException.class, hasty);
        }
    }

    @Test
    @Timeout(300)
    void slow_attemptsUntilTheCallIsOver_isUnavailable() {
        try (Hold hold = kms.faults().hold();
                KmsByName hasty = aws.open(
                        "parquet.kms.aws.attempt.timeout", "100ms",
                        "parquet.kms.aws.call.timeout", "1s",
                        "parquet.kms.aws.max.attempts", "100",
                        "parquet.kms.aws.retry.mode", "legacy")) {
            assertGivesUp(hold, 2, ApiCallTimeoutException.class, hasty);
        }
    }

    /** Each call fails; a busy machine may need several until one gets so many attempts to the server. Returns how many. */
    private int assertGivesUp(Hold hold, int attempts, Class<? extends SdkException> cause, KmsByName hasty) {
        int calls = 0;
        int before;
        do {
            calls++;
            before = hold.arrivals();
            assertGenerateFails(KmsError.UNAVAILABLE, cause, hasty).hasMessageContaining("doesn't answer in time");
        } while (hold.arrivals() < before + attempts);
        return calls;
    }

    // ---- keys

    @Test
    void key_disabled_isUnusable() {
        kms.disable(key);
        assertGenerateFails(KmsError.UNUSABLE, DisabledException.class, service)
                .hasMessageContaining("disabled, pending deletion or otherwise out of use. Enable it");
        kms.enable(key);
        assertThat(service.generateDataKey(key, 128, NONE).wrapped().keyId()).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyState.class,
            names = {"PENDING_DELETION", "PENDING_IMPORT"})
    void key_outOfUse_isUnusable(KeyState state) {
        kms.state(key, state);
        assertGenerateFails(KmsError.UNUSABLE, KmsInvalidStateException.class, service)
                .hasMessageContaining("cancel its deletion");
    }

    /** Its custom key store is not connected: nobody took the key out of use. */
    @Test
    void key_ofADisconnectedStore_isRejected() {
        kms.state(key, KeyState.UNAVAILABLE);
        assertGenerateFails(KmsError.REJECTED, KmsInvalidStateException.class, service)
                .hasMessageContaining("the key's state does not allow it now. If it is in a custom key store")
                .hasMessageNotContaining("cancel its deletion");
    }

    /** The states of the key, as the exception says them; all others pass. */
    @ParameterizedTest
    @CsvSource({
        "is disabled, UNUSABLE",
        "is pending deletion, UNUSABLE",
        "is pending replica deletion, UNUSABLE",
        "key state is PendingDeletion, UNUSABLE",
        "is pending import, UNUSABLE",
        "is unavailable, REJECTED",
        "is creating, REJECTED",
        "is updating, REJECTED",
        "'', REJECTED",
    })
    void invalidState_each_hasItsType(String state, KmsError error) {
        assertAnswers(
                error, 400, "{\"__type\":\"KMSInvalidStateException\",\"message\":\"" + key + " " + state + ".\"}");
    }

    @Test
    void key_deleted_isNotFound() {
        WrappedKey wrapped = wrapped();
        kms.delete(key);
        assertGenerateFails(KmsError.NOT_FOUND, NotFoundException.class, service)
                .hasMessageContaining("no such key there. Check the id, the account and the Region");
        assertFails(
                KmsError.NOT_FOUND,
                NotFoundException.class,
                KmsOperation.DECRYPT,
                () -> service.decrypt(wrapped, NONE));
    }

    @Test
    void context_wrong_isInvalid() {
        WrappedKey wrapped = wrapped();
        assertFails(
                        KmsError.INVALID,
                        InvalidCiphertextException.class,
                        KmsOperation.DECRYPT,
                        () -> service.decrypt(wrapped, new EncryptionContext(Map.of("a", "b"))))
                .hasMessageContaining("another key or encryption context")
                .hasMessageContaining("parquet.kms.encryption.context")
                .hasMessageNotContaining("null");
    }

    @Test
    void request_refusedForAnotherReason_isRejected() {
        String answer = "{\"__type\":\"InvalidKeyUsageException\",\"message\":\"no such use\"}";
        try (CannedKms canned = new CannedKms(400, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertGenerateFails(KmsError.REJECTED, KmsException.class, to)
                    .hasMessageContaining("KMS refuses the request (InvalidKeyUsageException: no such use");
            assertThat(canned.requests()).hasSize(1);
        }
    }

    /** The codes of KMS and of STS, and of AWS's list of common errors. */
    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, DENIED",
        "NotAuthorized, DENIED",
        "ThrottlingException, THROTTLED",
        "Throttling, THROTTLED",
        "RequestLimitExceeded, THROTTLED",
        "LimitExceededException, THROTTLED",
        "ExpiredTokenException, CREDENTIALS",
        "RequestExpired, CREDENTIALS",
        "UnrecognizedClientException, CREDENTIALS",
        "InvalidClientTokenId, CREDENTIALS",
        "InvalidSignatureException, CREDENTIALS",
        "SignatureDoesNotMatch, CREDENTIALS",
        "IncompleteSignature, CREDENTIALS",
        "MissingAuthenticationToken, CREDENTIALS",
        "DisabledException, UNUSABLE",
        "KMSInvalidStateException, REJECTED",
        "CloudHsmClusterInvalidStateException, REJECTED",
        "CustomKeyStoreInvalidStateException, REJECTED",
        "XksProxyUriUnreachableException, REJECTED",
        "NotFoundException, NOT_FOUND",
        "InvalidCiphertextException, INVALID",
        "IncorrectKeyException, INVALID",
        "KMSInternalException, UNAVAILABLE",
        "DependencyTimeoutException, UNAVAILABLE",
        "KeyUnavailableException, UNAVAILABLE",
        "ValidationException, REJECTED",
        "InvalidGrantTokenException, REJECTED",
        "OptInRequired, REJECTED",
        "SomethingNewException, REJECTED",
    })
    void code_each_hasItsType(String code, KmsError error) {
        try (CannedKms canned = new CannedKms(400, "{\"__type\":\"" + code + "\"}");
                KmsByName to = aws.open(
                        "parquet.kms.aws.endpoint",
                        canned.endpoint().toString(),
                        "parquet.kms.aws.max.attempts",
                        "1")) {
            assertGenerateFails(error, KmsException.class, to)
                    .hasMessageContaining("(" + code)
                    .hasMessageNotContaining("null");
        }
    }

    @Test
    void answer_noJson_isUnavailable() {
        try (CannedKms canned = new CannedKms(502, "<html>Bad Gateway</html>");
                KmsByName to = aws.open(
                        "parquet.kms.aws.endpoint",
                        canned.endpoint().toString(),
                        "parquet.kms.aws.max.attempts",
                        "1")) {
            assertGenerateFails(KmsError.UNAVAILABLE, SdkException.class, to).hasMessageContaining("HTTP 502");
        }
    }

    /** No answer of AWS is without a code: a proxy's denial is none of KMS, and no right on the key would help. */
    @ParameterizedTest
    @CsvSource({
        "403, ''",
        "403, '<html>Access denied by policy</html>'",
        "403, '{\"message\": \"Forbidden\"}'",
        "407, '<html>Proxy Authentication Required</html>'",
        "404, '<html>Not Found</html>'",
        "451, ''",
        "302, ''",
    })
    void answer_somebodyElses_isRejected(int status, String body) {
        assertAnswers(KmsError.REJECTED, status, body)
                .hasMessageContaining("something answered that is not KMS: an HTTP proxy, a gateway or a login page")
                .hasMessageContaining("(HTTP " + status)
                .hasMessageNotContaining("access denied")
                .hasMessageNotContaining("Grant");
    }

    @Test
    void answer_somebodyElseThrottles_isThrottled() {
        assertAnswers(KmsError.THROTTLED, 429, "<html>Slow down</html>")
                .hasMessageContaining("something answered that is not KMS");
    }

    private AbstractThrowableAssert<?, ?> assertAnswers(KmsError error, int status, String body) {
        try (CannedKms canned = new CannedKms(status, body);
                KmsByName to = aws.open(
                        "parquet.kms.aws.endpoint",
                        canned.endpoint().toString(),
                        "parquet.kms.aws.max.attempts",
                        "1")) {
            return assertGenerateFails(error, SdkException.class, to);
        }
    }

    // ---- what KMS never got

    private static boolean isUnsent(Throwable failure) {
        return failure instanceof io.parquetkms.kms.KmsException e && e.isUnsent();
    }

    @Test
    void sent_answeredOrWaitedFor_counts() {
        kms.faults().always(Fault.THROTTLED);
        assertGenerateFails(KmsError.THROTTLED, KmsException.class, service).matches(e -> !isUnsent(e));
        kms.faults().always(Fault.INTERNAL_ERROR);
        assertGenerateFails(KmsError.UNAVAILABLE, KmsException.class, service).matches(e -> !isUnsent(e));
        kms.faults().always(Fault.CONNECTION_CLOSED);
        assertGenerateFails(KmsError.UNAVAILABLE, SdkClientException.class, service)
                .matches(e -> !isUnsent(e));
        kms.clearFaults();
        kms.caller().expire();
        assertGenerateFails(KmsError.CREDENTIALS, KmsException.class, service).matches(e -> !isUnsent(e));
    }

    @Test
    void unsent_noConnection_isToldApart() {
        kms.stop();
        assertGenerateFails(KmsError.UNAVAILABLE, SdkClientException.class, service)
                .matches(AwsErrorsTest::isUnsent);
    }

    @Test
    void unsent_proxyRefuses_isToldApart() {
        try (TunnelProxy proxy = new TunnelProxy()) {
            aws.properties().set("https.proxyHost", "127.0.0.1").set("https.proxyPort", String.valueOf(proxy.port()));
            try (KmsByName service = aws.open(
                    "parquet.kms.aws.endpoint", "https://kms.example.com", "parquet.kms.aws.max.attempts", "1")) {
                assertGenerateFails(KmsError.UNAVAILABLE, SdkClientException.class, service)
                        .matches(AwsErrorsTest::isUnsent);
            }
        }
    }

    @Test
    void unsent_noCredentials_isToldApart() {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        assertGenerateFails(KmsError.CREDENTIALS, SdkException.class, service).matches(AwsErrorsTest::isUnsent);
    }

    // ---- credentials

    @Test
    void credentials_expired_areTold() {
        kms.caller().expire();
        assertGenerateFails(KmsError.CREDENTIALS, KmsException.class, service)
                .hasMessageContaining("no valid AWS credentials. Check parquet.kms.aws.credentials")
                .hasMessageContaining("have not expired")
                .hasMessageContaining("ExpiredTokenException");
    }

    @Test
    void credentials_unknown_areTold() {
        try (KmsByName unknown = aws.open("parquet.kms.aws.credentials", OtherCaller.class.getName())) {
            assertGenerateFails(KmsError.CREDENTIALS, KmsException.class, unknown)
                    .hasMessageContaining("UnrecognizedClientException")
                    .hasMessageNotContaining(OtherCaller.SECRET_ACCESS_KEY);
        }
    }

    @Test
    void credentials_wrongSecret_areTold() {
        kms.addCaller(OtherCaller.ACCESS_KEY_ID, "another secret");
        try (KmsByName wrong = aws.open("parquet.kms.aws.credentials", OtherCaller.class.getName())) {
            assertGenerateFails(KmsError.CREDENTIALS, KmsException.class, wrong)
                    .hasMessageContaining("InvalidSignatureException");
        }
    }

    @Test
    void credentials_none_areTold() {
        aws.properties().clear("aws.accessKeyId").clear("aws.secretAccessKey");
        assertGenerateFails(KmsError.CREDENTIALS, SdkException.class, service)
                .isInstanceOf(KmsCredentialsException.class)
                .hasMessageContaining("no valid AWS credentials. Check parquet.kms.aws.credentials");
    }
}
