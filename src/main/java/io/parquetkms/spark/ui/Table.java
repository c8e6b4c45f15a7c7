package io.parquetkms.spark.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A table as Spark's own, sortable by a click on a heading; a row for each element of a list. */
final class Table<T> {

    /** As many rows as a browser shows at once without trouble. */
    static final int MAX_ROWS = 500;

    private static final String STYLES = "table table-bordered table-sm table-striped sortable";

    private record Column<T>(Html heading, Function<T, Html> cell) {}

    private final List<Column<T>> columns = new ArrayList<>();
    private Function<T, String> rowStyle = row -> "";

    /** A column sorted by its text. */
    Table<T> text(String title, String hint, Function<T, Html> content) {
        return column(heading(title, hint, "sorttable_alpha"), row -> Html.tag("td", content.apply(row)));
    }

    /** A column of texts that are sorted by others. */
    Table<T> text(String title, String hint, Function<T, String> key, Function<T, Html> content) {
        return column(
                heading(title, hint, "sorttable_alpha"),
                row -> Html.tag("td", content.apply(row)).set("sorttable_customkey", key.apply(row)));
    }

    /** A column of numbers. */
    Table<T> number(String title, String hint, ToLongFunction<T> number) {
        return number(title, hint, number, row -> Html.text(number.applyAsLong(row)));
    }

    /** A column sorted by numbers that it shows in its own way. */
    Table<T> number(String title, String hint, ToLongFunction<T> number, Function<T, Html> content) {
        return column(
                heading(title, hint, "sorttable_numeric pk-number"),
                row -> Html.styled("td", "pk-number", content.apply(row))
                        .set("sorttable_customkey", Long.toString(number.applyAsLong(row))));
    }

    /** Gives a row a class, none where empty. */
    Table<T> rows(Function<T, String> style) {
        rowStyle = style;
        return this;
    }

    private Table<T> column(Html heading, Function<T, Html> cell) {
        columns.add(new Column<>(heading, cell));
        return this;
    }

    /** Both kinds of tooltip: of Spark up to 4.1, and since 4.2. */
    private static Html heading(String title, String hint, String styles) {
        Html label = hint.isEmpty()
                ? Html.text(title)
                : Html.styled("span", "pk-hint", title)
                        .set("data-toggle", "tooltip")
                        .set("data-bs-toggle", "tooltip")
                        .hint(hint);
        return Html.styled("th", styles, label);
    }

    /** The table; where the list is empty, a sentence in its place. */
    Html of(Collection<T> list, String empty) {
        if (list.isEmpty()) {
            return Html.styled("p", "pk-empty", empty);
        }
        Html head = Html.tag(
                "thead", Html.tag("tr", columns.stream().map(Column::heading).toArray(Html[]::new)));
        Html body =
                Html.tag("tbody", list.stream().limit(MAX_ROWS).map(this::row).toArray(Html[]::new));
        return Html.all(
                Html.styled("div", "table-responsive", Html.styled("table", STYLES, head, body)), more(list.size()));
    }

    private Html row(T element) {
        Html row = Html.tag(
                "tr",
                columns.stream().map(column -> column.cell().apply(element)).toArray(Html[]::new));
        String style = rowStyle.apply(element);
        return style.isEmpty() ? row : row.set("class", style);
    }

    private static Html more(int rows) {
        return rows <= MAX_ROWS
                ? Html.NOTHING
                : Html.styled(
                        "p",
                        "pk-empty",
                        Html.text("And " + Figures.number(rows - MAX_ROWS) + " more, all of them in "),
                        Html.tag("a", "JSON").set("href", "json"),
                        Html.text("."));
    }
}
