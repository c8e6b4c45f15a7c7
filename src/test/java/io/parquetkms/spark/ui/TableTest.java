package io.parquetkms.spark.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class TableTest {

    private final Table<Long> table = new Table<Long>()
            .text("Name", "", number -> Html.text("<" + number + ">"))
            .number("Count", "How <many>", number -> number);

    private static int rows(String html) {
        return html.split("<tr", -1).length - 2;
    }

    @Test
    void of_empty_isASentence() {
        assertThat(table.of(List.of(), "Nothing <yet>")).hasToString("<p class=\"pk-empty\">Nothing &lt;yet&gt;</p>");
    }

    @Test
    void of_rows_areSortableAsSparksTablesAre() {
        assertThat(table.of(List.of(1_234L), "").toString())
                .contains("class=\"table table-bordered table-sm table-striped sortable\"")
                .contains("<th class=\"sorttable_alpha\">Name</th>")
                .contains("<th class=\"sorttable_numeric pk-number\">")
                .contains("<td>&lt;1234&gt;</td>")
                .contains("<td class=\"pk-number\" sorttable_customkey=\"1234\">1,234</td>");
    }

    @Test
    void of_headingWithHint_hasTooltipsOfBothBootstraps() {
        assertThat(table.of(List.of(1L), "").toString())
                .contains("data-toggle=\"tooltip\" data-bs-toggle=\"tooltip\" title=\"How &lt;many&gt;\"");
    }

    @Test
    void rows_style_isEachRowsOwn() {
        assertThat(table.rows(number -> number == 2 ? "pk-muted" : "")
                        .of(List.of(1L, 2L), "")
                        .toString())
                .containsOnlyOnce("<tr class=\"pk-muted\"><td>&lt;2&gt;");
    }

    @Test
    void of_tooMany_showsTheFirstAndTellsTheRest() {
        List<Long> many =
                LongStream.rangeClosed(1, Table.MAX_ROWS + 1_001).boxed().toList();
        String html = table.of(many, "").toString();
        assertThat(rows(html)).isEqualTo(Table.MAX_ROWS);
        assertThat(html).contains("And 1,001 more").contains("href=\"json\"");
        assertThat(table.of(many.subList(0, Table.MAX_ROWS), "").toString()).doesNotContain("more");
    }
}
