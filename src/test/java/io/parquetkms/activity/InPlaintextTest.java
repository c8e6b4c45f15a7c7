package io.parquetkms.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.InPlaintext.Columns;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InPlaintextTest {

    private final InPlaintext inPlaintext = new InPlaintext();

    private static List<String> columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + (1_000 + i)).toList();
    }

    @Test
    void snapshot_nothingWritten_isEmpty() {
        assertThat(inPlaintext.snapshot()).isEmpty();
    }

    @Test
    void add_severalFiles_areTheColumnsOfAll() {
        inPlaintext.add("sales", List.of("id", "city"));
        Map<String, Columns> before = inPlaintext.snapshot();
        inPlaintext.add("sales", List.of("id", "city"));
        inPlaintext.add("sales", List.of("id", "age"));
        inPlaintext.add("whole", List.of());

        assertThat(inPlaintext.snapshot())
                .isEqualTo(Map.of(
                        "sales", new Columns(List.of("age", "city", "id"), 0), "whole", new Columns(List.of(), 0)));
        assertThat(before).isEqualTo(Map.of("sales", new Columns(List.of("city", "id"), 0)));
    }

    @Test
    void add_manyColumns_areTheFirstAndHowManyMore() {
        for (int file = 0; file < 3; file++) {
            inPlaintext.add("wide", columns(1_000));
        }
        assertThat(inPlaintext.snapshot()).isEqualTo(Map.of("wide", new Columns(columns(30), 970)));
    }

    @Test
    void add_longName_isCutBetweenCharacters() {
        inPlaintext.add("long", List.of("x".repeat(100), "y".repeat(101), "z".repeat(99) + "😀"));
        assertThat(inPlaintext.snapshot().get("long"))
                .isEqualTo(new Columns(List.of("x".repeat(100), "y".repeat(100) + "…", "z".repeat(99) + "…"), 0))
                .extracting(columns -> new Columns(columns.names(), columns.more()))
                .as("cut once more")
                .isEqualTo(inPlaintext.snapshot().get("long"));
    }

    @Test
    void add_longNamesThatBeginAlike_areCountedAll() {
        inPlaintext.add("long", List.of("x".repeat(200) + "1", "x".repeat(200) + "2"));
        assertThat(inPlaintext.snapshot()).isEqualTo(Map.of("long", new Columns(List.of("x".repeat(100) + "…"), 1)));
    }

    @Test
    void add_tooManyDatasets_laterOnesAreTogether() {
        for (int i = 0; i < 1_500; i++) {
            inPlaintext.add("dataset-" + i, List.of("c" + i % 2));
        }
        inPlaintext.add("dataset-0", List.of("late"));

        assertThat(inPlaintext.snapshot())
                .hasSize(1_001)
                .containsEntry("dataset-0", new Columns(List.of("c0", "late"), 0))
                .containsEntry(KeyUses.OTHER_DATASETS, new Columns(List.of("c0", "c1"), 0));
    }

    @Test
    void plus_ofTwoProcesses_isBounded() {
        Columns sum = new Columns(columns(30), 5).plus(new Columns(List.of("a", "b"), 0));
        assertThat(sum.names()).hasSize(30).startsWith("a", "b", "c1000");
        assertThat(sum.more()).isEqualTo(5);
        assertThat(new Columns(columns(30), Integer.MAX_VALUE).plus(sum).more()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void columns_moreThanBounds_areRefused() {
        assertThatThrownBy(() -> new Columns(columns(31), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Columns(columns(1), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Columns(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_isForPeople() {
        assertThat(new Columns(List.of("id", "city"), 0)).hasToString("city, id");
        assertThat(new Columns(columns(7), 3)).hasToString("c1000, c1001, c1002, c1003, c1004, … and 5 more");
    }
}
