package io.parquetkms.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ColumnNamesTest {

    private static List<String> columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + (1_000 + i)).toList();
    }

    @Test
    void of_manyColumns_areTheFirstAndHowManyMore() {
        assertThat(ColumnNames.of(columns(1_000))).isEqualTo(new ColumnNames(columns(30), 970));
    }

    @Test
    void of_longName_isCutBetweenCharacters() {
        ColumnNames cut = ColumnNames.of(List.of("x".repeat(100), "y".repeat(101), "z".repeat(99) + "😀"));
        assertThat(cut)
                .isEqualTo(new ColumnNames(List.of("x".repeat(100), "y".repeat(100) + "…", "z".repeat(99) + "…"), 0));
        assertThat(new ColumnNames(cut.names(), cut.more())).as("cut once more").isEqualTo(cut);
    }

    @Test
    void of_longNamesThatBeginAlike_areCountedAll() {
        assertThat(ColumnNames.of(List.of("x".repeat(200) + "1", "x".repeat(200) + "2")))
                .isEqualTo(new ColumnNames(List.of("x".repeat(100) + "…"), 1));
    }

    @Test
    void plus_ofTwoProcesses_isBounded() {
        ColumnNames sum = new ColumnNames(columns(30), 5).plus(new ColumnNames(List.of("a", "b"), 0));
        assertThat(sum.names()).hasSize(30).startsWith("a", "b", "c1000");
        assertThat(sum.more()).isEqualTo(5);
        assertThat(new ColumnNames(columns(30), Integer.MAX_VALUE).plus(sum).more())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void new_moreThanBounds_isRefused() {
        assertThatThrownBy(() -> new ColumnNames(columns(31), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ColumnNames(columns(1), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ColumnNames(List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void toString_isForPeople() {
        assertThat(new ColumnNames(List.of("id", "city"), 0)).hasToString("city, id");
        assertThat(new ColumnNames(columns(7), 3)).hasToString("c1000, c1001, c1002, c1003, c1004, … and 5 more");
    }
}
