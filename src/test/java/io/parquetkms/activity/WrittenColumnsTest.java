package io.parquetkms.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.activity.WrittenColumns.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WrittenColumnsTest {

    private final WrittenColumns written = new WrittenColumns();

    private void add(String dataset, String key, String... columns) {
        written.add(new Part(dataset, key, "why"), List.of(columns));
    }

    private static ColumnNames names(String... columns) {
        return new ColumnNames(List.of(columns), 0);
    }

    private Map<String, ColumnNames> inPlaintext() {
        return WrittenColumns.inPlaintext(written.snapshot());
    }

    @Test
    void snapshot_nothingWritten_isEmpty() {
        assertThat(written.snapshot()).isEmpty();
    }

    @Test
    void add_severalFiles_areTheColumnsOfAll() {
        add("sales", "pii", "ssn", "email");
        Map<Part, ColumnNames> before = written.snapshot();
        add("sales", "pii", "ssn", "iban");
        add("sales", "finance", "amount");
        add("sales", "", "id");
        add("other", "pii", "ssn");

        assertThat(written.snapshot())
                .isEqualTo(Map.of(
                        new Part("sales", "pii", "why"), names("email", "iban", "ssn"),
                        new Part("sales", "finance", "why"), names("amount"),
                        new Part("sales", "", "why"), names("id"),
                        new Part("other", "pii", "why"), names("ssn")));
        assertThat(before).isEqualTo(Map.of(new Part("sales", "pii", "why"), names("email", "ssn")));
    }

    @Test
    void add_oneKeyForTwoReasons_isTwoParts() {
        written.add(new Part("sales", "pii", "a rule"), List.of("ssn"));
        written.add(new Part("sales", "pii", "a tag"), List.of("email"));

        assertThat(written.snapshot()).hasSize(2);
    }

    @Test
    void add_noColumns_isNoPart() {
        add("sales", "pii");
        assertThat(written.snapshot()).isEmpty();
    }

    @Test
    void inPlaintext_isByDataset_noneWhereAllIsEncrypted() {
        add("sales", "pii", "ssn");
        add("sales", "", "id");
        written.add(new Part("sales", "", "another reason"), List.of("city"));
        add("whole", "pii", "ssn");

        assertThat(inPlaintext()).isEqualTo(Map.of("sales", names("city", "id"), "whole", ColumnNames.NONE));
    }

    @Test
    void add_longReason_isCut() {
        assertThat(new Part("sales", "pii", "x".repeat(1_000)).reason()).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void add_tooManyKeysOfADataset_laterOnesAreTogether() {
        for (int tenant = 0; tenant < 1_000; tenant++) {
            add("sales", "tenant-" + tenant, "c" + tenant % 2);
        }
        add("sales", "tenant-0", "late");
        add("small", "tenant-999", "ssn");

        assertThat(written.snapshot())
                .hasSize(52)
                .containsEntry(new Part("sales", "tenant-0", "why"), names("c0", "late"))
                .containsEntry(new Part("sales", WrittenColumns.OTHER_KEYS, ""), names("c0", "c1"))
                .containsEntry(new Part("small", "tenant-999", "why"), names("ssn"));
    }

    @Test
    void add_tooManyDatasets_laterOnesAreTogether() {
        for (int i = 0; i < 2_000; i++) {
            add("dataset-" + i, "pii", "c" + i % 2);
        }
        add("dataset-0", "pii", "late");
        add("dataset-1999", "", "id");

        assertThat(written.snapshot())
                .hasSize(1_502)
                .containsEntry(new Part("dataset-0", "pii", "why"), names("c0", "late"))
                .containsEntry(new Part(KeyUses.OTHER_DATASETS, WrittenColumns.OTHER_KEYS, ""), names("c0", "c1"))
                .containsEntry(new Part(KeyUses.OTHER_DATASETS, "", ""), names("id"));
    }

    /** Where there is no room, nobody may read that all columns are encrypted. */
    @Test
    void add_plaintextOfAKnownDatasetWithoutRoom_isTold() {
        for (int i = 0; i < 2_000; i++) {
            add("dataset-" + i, "pii", "ssn");
        }
        add("dataset-0", "", "id");

        assertThat(inPlaintext()).containsEntry("dataset-0", names("id")).containsEntry("dataset-1", ColumnNames.NONE);
    }
}
