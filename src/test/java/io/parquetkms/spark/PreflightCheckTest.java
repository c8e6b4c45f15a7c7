package io.parquetkms.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PreflightCheckTest {

    private final KmsForSpark aws = new KmsForSpark();
    private final TestKms kms = aws.kms();
    private final String key = kms.createKey();

    @AfterEach
    void stop() {
        aws.close();
    }

    private long run(String... properties) {
        try (KmsRuntime runtime = new KmsRuntime()) {
            return PreflightCheck.run(runtime.access(aws.configuration(properties)));
        }
    }

    private void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> run(properties))
                .withMessageStartingWith("parquet.kms.spark.preflight=kms found keys that can't be used: ")
                .withMessageContainingAll(inMessage);
    }

    private void assertRefused(String keyId, String... inMessage) {
        assertRefused(new String[] {"parquet.kms.key.pii", keyId}, inMessage);
    }

    @Test
    void run_usableKeys_isThreeRequestsEach() {
        assertThat(run("parquet.kms.key.pii", key, "parquet.kms.key.hr", kms.createKey()))
                .isEqualTo(6);
        assertThat(kms.totalCalls()).isEqualTo(6);
        assertThat(kms.calls(Operation.DESCRIBE_KEY)).isEqualTo(2);
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(2);
    }

    @Test
    void run_usableKey_makesNoDataKey() {
        run("parquet.kms.key.pii", key);
        assertThat(kms.log().stream().filter(request -> request.operation() != Operation.DESCRIBE_KEY))
                .hasSize(2)
                .noneMatch(RecordedRequest::succeeded)
                .extracting(RecordedRequest::outcome)
                .containsOnly("DryRunOperationException");
    }

    @Test
    void run_encryptionContext_isThatOfTheSettings() {
        run("parquet.kms.key.pii", key, "parquet.kms.encryption.context", "app=etl");
        assertThat(kms.log().stream().filter(request -> request.operation() != Operation.DESCRIBE_KEY))
                .extracting(RecordedRequest::encryptionContext)
                .containsOnly(Map.of("app", "etl"));
    }

    @Test
    void run_noKey_isNoRequest() {
        assertThat(run()).isZero();
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void run_alias_isChecked() {
        kms.alias("alias/pii", key);
        assertThat(run("parquet.kms.key.pii", "alias/pii")).isEqualTo(3);
    }

    @Test
    void run_disabledKey_isRefused() {
        kms.disable(key);
        assertRefused(key, "parquet.kms.key.pii: " + key + " is Disabled");
    }

    @Test
    void run_pendingDeletion_isRefused() {
        kms.scheduleDeletion(key);
        assertRefused(key, "parquet.kms.key.pii: " + key + " is PendingDeletion");
    }

    @Test
    void run_missingKey_isRefused() {
        kms.delete(key);
        assertRefused(key, "parquet.kms.key.pii: ", key);
    }

    @Test
    void run_missingAlias_isRefused() {
        assertRefused("alias/missing", "parquet.kms.key.pii: ", "alias/missing");
    }

    @Test
    void run_oneUnusable_theOthersRightsAreStillLookedAt() {
        kms.disable(key);
        String usable = kms.createKey();
        assertRefused(
                new String[] {"parquet.kms.key.a", key, "parquet.kms.key.b", usable}, "parquet.kms.key.a: " + key);
        assertThat(kms.log().stream().filter(request -> request.operation() != Operation.DESCRIBE_KEY))
                .extracting(RecordedRequest::operation)
                .containsExactly(Operation.GENERATE_DATA_KEY, Operation.DECRYPT);
    }

    @Test
    void run_providerWithoutDryRuns_onlyAsksForTheKeysState() {
        assertThat(run(
                        "parquet.kms.provider",
                        "memory",
                        "parquet.kms.memory.realm",
                        "hr",
                        "parquet.kms.key.pii",
                        "hr:pii"))
                .isEqualTo(1);
    }

    @Test
    void run_severalUnusable_allAreNamed() {
        kms.disable(key);
        String deleted = kms.createKey();
        kms.scheduleDeletion(deleted);
        assertRefused(
                new String[] {
                    "parquet.kms.key.a", key, "parquet.kms.key.b", kms.createKey(), "parquet.kms.key.c", deleted
                },
                "parquet.kms.key.a: " + key,
                "parquet.kms.key.c: " + deleted);
    }

    @Test
    void run_describeDenied_isAccepted() {
        kms.caller().permissions().deny(Operation.DESCRIBE_KEY);
        assertThat(run("parquet.kms.key.pii", key)).isEqualTo(3);
    }

    @Test
    void run_describeDeniedAndDisabled_isRefused() {
        kms.caller().permissions().deny(Operation.DESCRIBE_KEY);
        kms.disable(key);
        assertRefused(key, "parquet.kms.key.pii: ", key);
    }

    /** A job may write what it can't read, and the other way round. */
    @Test
    void run_rightsLacking_isAccepted() {
        kms.caller().permissions().deny(Operation.GENERATE_DATA_KEY);
        assertThat(run("parquet.kms.key.pii", key)).isEqualTo(3);
        kms.caller().permissions().deny(Operation.DECRYPT);
        assertThat(run("parquet.kms.key.pii", key)).isEqualTo(3);
        kms.caller().permissions().allowNothing();
        assertThat(run("parquet.kms.key.pii", key)).isEqualTo(3);
    }

    @Test
    void run_kmsDown_isRefused() {
        kms.faults().always(Fault.INTERNAL_ERROR);
        assertRefused(key, "parquet.kms.key.pii: ", key);
    }

    /** It is the server that lacks something, not the key. */
    @Test
    void run_serverWithoutDryRunsOfDecrypt_isAccepted() {
        kms.faults(Operation.DECRYPT).always(Fault.NO_DRY_RUN);
        assertThat(run("parquet.kms.key.pii", key)).isEqualTo(3);
    }
}
