package io.parquetkms.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {

    private static TextTable table() {
        TextTable table = new TextTable(1);
        table.add(List.of("fruit", "kg"));
        table.add(List.of("fig", "1,000"));
        return table;
    }

    @Test
    void text_columnsUnderEachOther() {
        assertThat(table().text()).isEqualTo("""
                fruit     kg
                fig    1,000
                """);
    }

    @Test
    void text_rowsOfSeveralLengths() {
        TextTable table = table();
        table.add(List.of("in all"));
        assertThat(table.text()).isEqualTo("""
                fruit      kg
                fig     1,000
                in all
                """);
    }

    @Test
    void markdown_firstRowIsHeader() {
        assertThat(table().markdown()).isEqualTo("""
                | fruit |    kg |
                |-------|------:|
                | fig   | 1,000 |
                """);
    }
}
