package io.parquetkms.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.activity.PlaintextFiles.Kind;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlaintextFilesTest {

    private final PlaintextFiles files = new PlaintextFiles();

    @Test
    void add_files_areCountedByDatasetAndReason() {
        files.add(new Kind("b", "no key"));
        Map<Kind, Long> before = files.snapshot();
        files.add(new Kind("b", "no key"));
        files.add(new Kind("b", "a policy"));
        files.add(new Kind("a", "no key"));

        assertThat(files.snapshot())
                .isEqualTo(Map.of(
                        new Kind("b", "no key"), 2L, new Kind("b", "a policy"), 1L, new Kind("a", "no key"), 1L));
        assertThat(before).isEqualTo(Map.of(new Kind("b", "no key"), 1L));
        assertThat(PlaintextFiles.byDataset(files.snapshot()))
                .isEqualTo(Map.of("a", 1L, "b", 3L))
                .satisfies(datasets -> assertThat(datasets.keySet()).containsExactly("a", "b"));
    }

    @Test
    void add_tooManyDatasets_laterOnesAreTogether() {
        for (int i = 0; i < 1_500; i++) {
            files.add(new Kind("dataset-" + i, "no key"));
        }
        files.add(new Kind("dataset-0", "no key"));

        assertThat(files.snapshot())
                .hasSize(1_001)
                .containsEntry(new Kind("dataset-0", "no key"), 2L)
                .containsEntry(new Kind(KeyUses.OTHER_DATASETS, ""), 500L);
    }

    @Test
    void add_onManyThreads_isCountedAll() {
        IntStream.range(0, 10_000).parallel().forEach(i -> files.add(new Kind("d" + i % 3, "no key")));

        assertThat(PlaintextFiles.byDataset(files.snapshot()).values().stream()
                        .mapToLong(i -> i)
                        .sum())
                .isEqualTo(10_000);
    }
}
