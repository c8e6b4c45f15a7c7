package io.parquetkms.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.Rules;
import io.parquetkms.policy.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/rules.md}, as they stand there. */
final class RulesPageTest {

    private static final String ENCRYPTED = "| Rules | Encrypted | |";
    private static final String REFUSED = "| Rules | Error |";
    private static final String ALL_OTHERS = "all others";
    private static final Path FILE = new Path("/lake/customer/day=1/part-0.parquet");

    /** A row of a table. */
    private record Example(String rules, String outcome) {

        static Example of(String row) {
            String[] cells = row.split(" \\| ", -1);
            return new Example(cells[0].substring("| ".length()).replace("`", ""), cells[1].replace(" |", ""));
        }
    }

    private static List<String> page() throws IOException {
        return Files.readAllLines(java.nio.file.Path.of("docs", "rules.md"));
    }

    private static List<Example> rows(String header) throws IOException {
        List<Example> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : page()) {
            inTable = line.equals(header) || (inTable && line.startsWith("|"));
            if (inTable && line.startsWith("| `")) {
                rows.add(Example.of(line));
            }
        }
        return rows;
    }

    static Stream<Example> encrypted() throws IOException {
        return rows(ENCRYPTED).stream();
    }

    static Stream<Example> refused() throws IOException {
        return rows(REFUSED).stream();
    }

    private static MessageType schema() throws IOException {
        String text = page().stream()
                .dropWhile(line -> !line.startsWith("message "))
                .takeWhile(line -> !line.equals("```"))
                .collect(Collectors.joining("\n"));
        return MessageTypeParser.parseMessageType(text);
    }

    private static EncryptedColumns find(String rules) throws IOException {
        Rules all = new Rules(
                TestSettings.of("parquet.encryption.footer.key", "footer", "parquet.kms.columns", rules), null, null);
        return all.of(new Configuration(false), FILE)
                .of(schema(), Tags.NONE, FILE)
                .columns();
    }

    @ParameterizedTest
    @MethodSource
    void encrypted(Example example) throws IOException {
        EncryptedColumns found = find(example.rules);
        Map<String, Set<String>> expected = new TreeMap<>();
        for (String key : example.outcome.replace("`", "").split("; ", -1)) {
            int colon = key.indexOf(": ");
            expected.put(
                    key.substring(0, colon),
                    new TreeSet<>(Arrays.asList(key.substring(colon + 2).split(", ", -1))));
        }

        Map<String, Set<String>> byKey = new TreeMap<>();
        found.byKey().forEach((key, columns) -> byKey.put(key, names(columns)));
        expected.forEach((key, columns) -> {
            if (columns.contains(ALL_OTHERS)) {
                assertThat(found.plaintext()).isEmpty();
                expected.put(key, byKey.getOrDefault(key, columns));
            }
        });
        assertThat(byKey).isEqualTo(expected);
    }

    private static Set<String> names(List<ColumnPath> columns) {
        return columns.stream().map(ColumnPath::toDotString).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource
    void refused(Example example) {
        assertThatThrownBy(() -> find(example.rules))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(example.outcome.replace("`", "").split("…", -1));
    }

    @Test
    void page_hasExamples() throws IOException {
        assertThat(rows(ENCRYPTED)).hasSizeGreaterThan(15);
        assertThat(rows(REFUSED)).hasSizeGreaterThan(5);
    }
}
