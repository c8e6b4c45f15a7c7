package io.parquetkms.docs;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.kms.aws.AwsProperties;
import io.parquetkms.kms.keystore.KeystoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/configuration.md} are the code's properties. {@link #main} prints them for pasting. */
final class ConfigurationPageTest {

    private static final String HEADER = "| Property | Default | Meaning |";
    private static final String RULE = "| --- | --- | --- |";

    /** In the order of the page: Parquet's own, the library's, those of each provider. */
    private static final List<List<Property>> TABLES =
            List.of(ParquetProperties.ALL, KmsProperties.ALL, AwsProperties.ALL, KeystoreProperties.ALL);

    public static void main(String[] args) {
        TABLES.forEach(properties -> System.out.println(String.join("\n", table(properties)) + "\n"));
    }

    @Test
    void tables_listEveryProperty() throws IOException {
        assertThat(tables(Files.readAllLines(Path.of("docs", "configuration.md"))))
                .isEqualTo(TABLES.stream().map(ConfigurationPageTest::table).toList());
    }

    @Test
    void meanings_areSentencesThatFitACell() {
        assertThat(TABLES.stream().flatMap(Collection::stream).map(Property::meaning))
                .allMatch(meaning -> meaning.endsWith("."))
                .noneMatch(meaning -> meaning.contains("|") || meaning.contains("\n"));
    }

    private static List<String> table(List<Property> properties) {
        return Stream.concat(Stream.of(HEADER, RULE), properties.stream().map(ConfigurationPageTest::row))
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
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(HEADER)) {
                tables.add(lines.subList(i, lines.size()).stream()
                        .takeWhile(not(String::isBlank))
                        .toList());
            }
        }
        return tables;
    }
}
