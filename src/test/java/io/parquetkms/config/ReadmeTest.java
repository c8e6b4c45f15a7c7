package io.parquetkms.config;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's two configuration tables are the code's properties. {@link #main} prints them for pasting. */
final class ReadmeTest {

    private static final String HEADER = "| Property | Default | Meaning |";
    private static final String RULE = "| --- | --- | --- |";

    /** Prints the two tables, Parquet's own properties first. */
    public static void main(String[] args) {
        System.out.println(String.join("\n", table(ParquetProperties.ALL)));
        System.out.println();
        System.out.println(String.join("\n", table(KmsProperties.ALL)));
    }

    @Test
    void readme_tables_listEveryProperty() throws IOException {
        assertThat(tables(Files.readAllLines(Path.of("README.md"))))
                .containsExactly(table(ParquetProperties.ALL), table(KmsProperties.ALL));
    }

    @Test
    void meanings_areSentencesThatFitACell() {
        assertThat(Stream.concat(ParquetProperties.ALL.stream(), KmsProperties.ALL.stream())
                        .map(Property::meaning))
                .allMatch(meaning -> meaning.endsWith("."))
                .noneMatch(meaning -> meaning.contains("|") || meaning.contains("\n"));
    }

    private static List<String> table(List<Property> properties) {
        return Stream.concat(Stream.of(HEADER, RULE), properties.stream().map(ReadmeTest::row))
                .toList();
    }

    private static String row(Property property) {
        String name = property.isPrefix() ? property.name() + "<name>" : property.name();
        String defaultValue = property.defaultValue().isEmpty() ? "" : "`" + property.defaultValue() + "`";
        return ("| `" + name + "` | " + defaultValue + " | " + property.meaning() + " |").replace("|  |", "| |");
    }

    /** Every block of rows that begins with the tables' header. */
    private static List<List<String>> tables(List<String> lines) {
        List<List<String>> tables = new ArrayList<>();
        for (int i = lines.indexOf(HEADER); i >= 0 && i < lines.size(); i++) {
            if (lines.get(i).equals(HEADER)) {
                tables.add(lines.subList(i, lines.size()).stream()
                        .takeWhile(not(String::isBlank))
                        .toList());
            }
        }
        return tables;
    }
}
