package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.Requests;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.WrappedKey;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class FetchBudgetTest {

    private long now;
    private int executors = 1;
    private int files;
    private final FetchBudget budget = new FetchBudget(() -> now, () -> executors);

    private KekRequest nextFile() {
        return Requests.toRead(new WrappedKey("pii", "file" + files++), EncryptionContext.NONE);
    }

    private static KekRequest toWrite(String keyId) {
        return Requests.toWrite(keyId, 128, EncryptionContext.NONE);
    }

    private int takeAll(Supplier<KekRequest> requests) {
        int taken = 0;
        while (budget.take(requests.get())) {
            taken++;
        }
        return taken;
    }

    /** No job of ten thousand files is held back, were each of another KEK. */
    @Test
    void take_filesWithoutEnd_areHeldBack() {
        assertThat(takeAll(this::nextFile)).isEqualTo(10_000);
        assertThat(takeAll(this::nextFile)).isZero();
    }

    @Test
    void take_later_isSomeForEachExecutor() {
        takeAll(this::nextFile);
        now += Duration.ofSeconds(1).toNanos();
        assertThat(takeAll(this::nextFile)).isEqualTo(50);
        executors = 10;
        now += Duration.ofSeconds(2).toNanos();
        assertThat(takeAll(this::nextFile)).isEqualTo(1_000);
        executors = 0; // Spark has not told yet
        now += Duration.ofSeconds(1).toNanos();
        assertThat(takeAll(this::nextFile)).isEqualTo(50);
    }

    @Test
    void take_longAfter_isNotMoreThanAtFirst() {
        takeAll(this::nextFile);
        now += Duration.ofDays(30).toNanos();
        assertThat(takeAll(this::nextFile)).isEqualTo(10_000);
    }

    @Test
    void take_toWrite_isHeldBackForThatKeyAlone() {
        assertThat(takeAll(() -> toWrite("pii"))).isEqualTo(60);
        assertThat(budget.take(toWrite("finance"))).isTrue();
        assertThat(budget.take(nextFile())).isTrue();
        now += Duration.ofSeconds(5).toNanos();
        assertThat(takeAll(() -> toWrite("pii"))).isEqualTo(5);
    }

    @Test
    void take_toWriteOfManyKeys_countsLikeFiles() {
        int[] key = {0};
        assertThat(takeAll(() -> toWrite("key" + key[0]++))).isEqualTo(10_000);
        assertThat(budget.take(nextFile())).isFalse();
    }
}
