package io.parquetkms.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.activity.CallCounts.Count;
import io.parquetkms.activity.CallCounts.Kind;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CallCountsTest {

    private static final Kind DECRYPTED = new Kind(KmsOperation.DECRYPT, "ok");
    private static final Kind DECRYPT_DENIED = new Kind(KmsOperation.DECRYPT, "denied");
    private static final Kind GENERATED = new Kind(KmsOperation.GENERATE_DATA_KEY, "ok");

    private static Count count(long calls, int total, int longest) {
        return new Count(calls, Duration.ofMillis(total), Duration.ofMillis(longest));
    }

    private final CallCounts counts = new CallCounts(
            Map.of(DECRYPTED, count(8, 80, 20), DECRYPT_DENIED, count(1, 5, 5), GENERATED, count(4, 40, 12)));

    @Test
    void total_allKinds_countsFailedOnesToo() {
        assertThat(counts.total()).isEqualTo(13);
        assertThat(counts.failed()).isEqualTo(1);
    }

    @Test
    void succeeded_operation_countsOnlyWhatWorked() {
        assertThat(counts.succeeded(KmsOperation.DECRYPT)).isEqualTo(8);
        assertThat(counts.succeeded(KmsOperation.GENERATE_DATA_KEY)).isEqualTo(4);
        assertThat(counts.succeeded(KmsOperation.ENCRYPT)).isZero();
    }

    @Test
    void none_nothing_isZero() {
        assertThat(CallCounts.NONE.total()).isZero();
        assertThat(CallCounts.NONE.failed()).isZero();
        assertThat(CallCounts.NONE).hasToString("");
    }

    @Test
    void toString_kinds_areNamedAsTheKmsDoes() {
        assertThat(counts).hasToString("8 Decrypt, 1 Decrypt denied, 4 GenerateDataKey");
    }

    @Test
    void plus_sameAndOtherKinds_addsUp() {
        CallCounts sum = counts.plus(new CallCounts(
                Map.of(DECRYPTED, count(2, 100, 70), new Kind(KmsOperation.ENCRYPT, "ok"), count(1, 3, 3))));

        assertThat(sum.byKind())
                .isEqualTo(Map.of(
                        DECRYPTED,
                        count(10, 180, 70),
                        DECRYPT_DENIED,
                        count(1, 5, 5),
                        GENERATED,
                        count(4, 40, 12),
                        new Kind(KmsOperation.ENCRYPT, "ok"),
                        count(1, 3, 3)));
        assertThat(counts.total()).as("the summands stay").isEqualTo(13);
        assertThat(counts.plus(CallCounts.NONE)).isEqualTo(counts);
    }

    @Test
    void mean_calls_isTheirShare() {
        assertThat(count(8, 80, 20).mean()).isEqualTo(Duration.ofMillis(10));
        assertThat(count(0, 0, 0).mean()).isEqualTo(Duration.ZERO);
    }

    @Test
    void byKind_givenMapChangesLater_isOfNoEffect() {
        Map<Kind, Count> given = new HashMap<>(Map.of(DECRYPTED, count(1, 1, 1)));
        CallCounts made = new CallCounts(given);
        given.clear();

        assertThat(made.total()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(KmsError.class)
    void outcome_failure_isItsReasonInLowerCase(KmsError error) {
        KmsCall call = new KmsCall(KmsOperation.DECRYPT, "pii", error.exception("no", null), Duration.ZERO);

        assertThat(call.outcome()).isEqualTo(error.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(new Kind(KmsOperation.DECRYPT, call.outcome()).succeeded()).isFalse();
    }

    @Test
    void outcome_successAndFailureOfNoKms_areToldApart() {
        assertThat(new KmsCall(KmsOperation.DECRYPT, "pii", null, Duration.ZERO).outcome())
                .isEqualTo("ok");
        assertThat(new KmsCall(KmsOperation.DECRYPT, "pii", new IllegalStateException(), Duration.ZERO).outcome())
                .isEqualTo("unsent-failed");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "CREDENTIALS"})
    void outcome_nothingSent_saysSo(KmsError error) {
        KmsCall call = new KmsCall(KmsOperation.DECRYPT, "pii", error.unsent("no", null), Duration.ZERO);

        assertThat(call.outcome()).isEqualTo("unsent-" + error.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** The KMS saw nothing of it, and asks no price. */
    @Test
    void total_whatWasNotSent_isCountedApart() {
        CallCounts some = counts.plus(
                new CallCounts(Map.of(new Kind(KmsOperation.DECRYPT, "unsent-credentials"), count(3, 9, 3))));

        assertThat(some.total()).isEqualTo(13);
        assertThat(some.failed()).isEqualTo(1);
        assertThat(some.unsent()).isEqualTo(3);
        assertThat(some).hasToString("8 Decrypt, 1 Decrypt denied, 3 Decrypt not sent: credentials, 4 GenerateDataKey");
    }
}
