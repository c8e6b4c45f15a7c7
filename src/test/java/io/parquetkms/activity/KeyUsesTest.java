package io.parquetkms.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.activity.KeyUses.Count;
import io.parquetkms.activity.KeyUses.Use;
import io.parquetkms.kms.KmsOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class KeyUsesTest {

    private static final KmsOperation WRITE = KmsOperation.GENERATE_DATA_KEY;
    private static final KmsOperation READ = KmsOperation.DECRYPT;

    private final KeyUses uses = new KeyUses();

    private record Kek(String keyId, String requestId, String keyMaterialId) {}

    private static Kek kek(String keyId, String requestId) {
        return new Kek(keyId, requestId, "");
    }

    private static Count count(long dataKeys, Set<String> requestIds) {
        return new Count(dataKeys, requestIds, Set.of());
    }

    private void add(String dataset, Kek kek, KmsOperation operation, int dataKeys) {
        uses.add(new Use(dataset, kek.keyId(), operation), kek.requestId(), kek.keyMaterialId(), dataKeys);
    }

    @Test
    void snapshot_nothingUsed_isEmpty() {
        assertThat(uses.snapshot()).isEmpty();
    }

    @Test
    void add_sameUse_isCountedTogether() {
        Kek first = kek("pii", "r1");
        Kek second = kek("pii", "r2");
        add("orders", first, WRITE, 1);
        add("orders", first, WRITE, 1);
        add("orders", second, WRITE, 1);

        assertThat(uses.snapshot()).isEqualTo(Map.of(new Use("orders", "pii", WRITE), count(3, Set.of("r1", "r2"))));
    }

    @Test
    void add_otherDatasetKeyOrOperation_isCountedApart() {
        add("orders", kek("pii", "r1"), WRITE, 1);
        add("customers", kek("pii", "r1"), WRITE, 1);
        add("orders", kek("finance", "r1"), WRITE, 1);
        add("orders", kek("pii", "r1"), READ, 1);

        assertThat(uses.snapshot())
                .containsOnlyKeys(
                        new Use("orders", "pii", WRITE),
                        new Use("customers", "pii", WRITE),
                        new Use("orders", "finance", WRITE),
                        new Use("orders", "pii", READ))
                .allSatisfy((use, count) -> assertThat(count.dataKeys()).isEqualTo(1));
    }

    @Test
    void add_noRequestId_isCountedWithoutOne() {
        add("orders", kek("pii", ""), WRITE, 1);

        assertThat(uses.snapshot()).containsEntry(new Use("orders", "pii", WRITE), count(1, Set.of()));
    }

    @Test
    void add_manyRequests_keepsTheFirstIds() {
        for (int i = 0; i < 150; i++) {
            add("orders", kek("pii", "r" + i), READ, 1);
        }

        Count count = Objects.requireNonNull(uses.snapshot().get(new Use("orders", "pii", READ)));
        assertThat(count.dataKeys()).isEqualTo(150);
        assertThat(count.requestIds()).hasSize(100).contains("r0", "r99").doesNotContain("r100");
    }

    /** As a day goes by on which the KMS key is rotated. */
    @Test
    void add_severalKeyMaterials_areAllKept() {
        add("orders", new Kek("pii", "r1", "old"), READ, 1);
        add("orders", new Kek("pii", "r1", "old"), READ, 1);
        add("orders", new Kek("pii", "r2", "young"), READ, 1);

        assertThat(uses.snapshot())
                .isEqualTo(Map.of(
                        new Use("orders", "pii", READ), new Count(3, Set.of("r1", "r2"), Set.of("old", "young"))));
    }

    @Test
    void add_manyKeyMaterials_keepsTheFirst() {
        for (int i = 0; i < 150; i++) {
            add("orders", new Kek("pii", "", "m" + i), READ, 1);
        }

        Count count = Objects.requireNonNull(uses.snapshot().get(new Use("orders", "pii", READ)));
        assertThat(count.keyMaterialIds()).hasSize(100).contains("m0", "m99").doesNotContain("m100");
    }

    @Test
    void add_tooManyDatasets_laterOnesAreCountedTogether() {
        for (int i = 0; i < 1_500; i++) {
            add("dataset-" + i, kek(i % 2 == 0 ? "pii" : "finance", ""), WRITE, 1);
        }
        add("dataset-0", kek("pii", ""), WRITE, 1);

        Map<Use, Count> snapshot = uses.snapshot();
        assertThat(snapshot).hasSize(1_002);
        assertThat(snapshot).containsEntry(new Use("dataset-0", "pii", WRITE), count(2, Set.of()));
        assertThat(snapshot)
                .containsEntry(new Use(KeyUses.OTHER_DATASETS, "pii", WRITE), count(250, Set.of()))
                .containsEntry(new Use(KeyUses.OTHER_DATASETS, "finance", WRITE), count(250, Set.of()));
    }

    @Test
    void snapshot_takenEarlier_staysAsItWas() {
        add("orders", kek("pii", "r1"), WRITE, 1);
        Map<Use, Count> before = uses.snapshot();
        add("orders", kek("pii", "r2"), WRITE, 1);

        assertThat(before).isEqualTo(Map.of(new Use("orders", "pii", WRITE), count(1, Set.of("r1"))));
    }

    @Test
    void plus_counts_areAddedAndIdsUnited() {
        Count sum = new Count(2, Set.of("r1", "r2"), Set.of("m1"))
                .plus(new Count(3, Set.of("r2", "r3"), Set.of("m1", "m2")));

        assertThat(sum).isEqualTo(new Count(5, Set.of("r1", "r2", "r3"), Set.of("m1", "m2")));
    }

    @Test
    void add_manyThreads_losesNone() throws Exception {
        Kek kek = kek("pii", "r1");
        inParallel(8, () -> {
            for (int i = 0; i < 1_000; i++) {
                add("dataset-" + i % 10, kek, WRITE, 1);
            }
            return null;
        });

        assertThat(uses.snapshot())
                .hasSize(10)
                .allSatisfy((use, count) -> assertThat(count).isEqualTo(count(800, Set.of("r1"))));
    }

    private static void inParallel(int count, Callable<?> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(work));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
