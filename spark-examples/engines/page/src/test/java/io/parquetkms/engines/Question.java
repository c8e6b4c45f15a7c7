package io.parquetkms.engines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is asked of a file.
 *
 * @param name of it
 * @param columns to read
 * @param filterColumn to filter by, and the value it must have; empty for all rows
 */
record Question(String name, List<String> columns, String filterColumn, String filterValue) {

    /** Of columns that are not encrypted. */
    static final List<Question> OF_OTHERS =
            List.of(all("others", "id", "city"), filtered("filter by another", "id", "city", "city-7"));

    /** Of encrypted columns: alone, beside others, with nulls, and by a filter that some row or none passes. */
    static final List<Question> OF_ENCRYPTED = List.of(
            all("text", "id", "ssn"),
            all("nulls", "id", "nickname"),
            all("alone", "salary"),
            all("everything", "id", "ssn", "nickname", "salary", "city"),
            filtered("filter that one row passes", "id", "ssn", "ssn-7"),
            filtered("filter that no row passes", "id", "ssn", "ssn-none"));

    static final List<Question> ALL =
            Stream.of(OF_OTHERS, OF_ENCRYPTED).flatMap(List::stream).toList();

    private static Question all(String name, String... columns) {
        return new Question(name, List.of(columns), "", "");
    }

    private static Question filtered(String name, String column, String filterColumn, String value) {
        return new Question(name, List.of(column), filterColumn, value);
    }

    /** The rows that are right. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (int id = 0; id < People.COUNT; id++) {
            if (filterColumn.isEmpty() || filterValue.equals(People.value(id, filterColumn))) {
                int row = id;
                rows.add(columns.stream()
                        .map(column -> String.valueOf(People.value(row, column)))
                        .toList());
            }
        }
        return Collections.unmodifiableList(rows);
    }

    /** As {@link Request} takes it. */
    String ask(String name, WrittenFiles files, String kind, boolean keys) {
        StringBuilder settings = new StringBuilder();
        if (keys) {
            files.keys()
                    .forEach((key, value) -> settings.append(settings.isEmpty() ? "" : ";")
                            .append(key)
                            .append('=')
                            .append(value));
        }
        String filter = filterColumn.isEmpty() ? "" : filterColumn + "=" + filterValue;
        return String.join("|", name, files.file(kind).toString(), String.join(",", columns), filter, settings);
    }
}
