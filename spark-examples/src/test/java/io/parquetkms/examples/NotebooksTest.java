package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.parquetkms.examples.Notebook.Cell;
import io.parquetkms.spark.sql.ParquetKmsSql;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as files: of a valid format, with what a run showed, and with names that there are. */
final class NotebooksTest {

    private static final Path DIRECTORY = Path.of("notebooks");

    private static final Map<String, Set<String>> CELL = Map.of(
            "code", Set.of("id", "cell_type", "metadata", "source", "execution_count", "outputs"),
            "markdown", Set.of("id", "cell_type", "metadata", "source"));

    private static final Map<String, Set<String>> OUTPUT = Map.of(
            "stream", Set.of("output_type", "name", "text"),
            "display_data", Set.of("output_type", "data", "metadata"),
            "execute_result", Set.of("output_type", "data", "metadata", "execution_count"));

    /** A path of the machine that the notebook ran on, a trace, or what may be a key. */
    private static final Pattern PRIVATE = Pattern.compile(
            "(?:file:)?/(?:tmp|home|root|Users|work|opt|var|mnt|usr)\\b|[A-Z]:\\\\\\\\|Traceback|\\tat |\\bat [a-z]+\\.[\\w.$]+\\(|AKIA|[A-Za-z0-9+/]{40,}");

    private static final Pattern TYPE = Pattern.compile("(io\\.parquetkms(?:\\.[a-z]+)*\\.[A-Z]\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\bParquetKmsSql\\.(\\w+)\\(");

    static Stream<Notebook> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            List<Path> notebooks = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
            assertThat(notebooks).hasSize(2);
            return List.of(Notebook.read(notebooks.get(0)), Notebook.read(notebooks.get(1))).stream();
        }
    }

    /** As the schema of nbformat 4.5 says, which allows no other fields. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void format_isValid(Notebook notebook) {
        JsonNode json = notebook.json();
        assertThat(fields(json)).containsExactlyInAnyOrder("nbformat", "nbformat_minor", "metadata", "cells");
        assertThat(json.path("nbformat").asInt()).isEqualTo(4);
        assertThat(json.path("nbformat_minor").asInt()).isEqualTo(5);
        assertThat(json.at("/metadata/kernelspec/name").asText()).isNotEmpty();
        assertThat(json.at("/metadata/kernelspec/display_name").asText()).isNotEmpty();
        assertThat(json.at("/metadata/language_info/name").asText()).isNotEmpty();
        assertThat(notebook.cells()).extracting(Cell::id).doesNotHaveDuplicates();
        Notebook.elements(json.path("cells")).forEach(NotebooksTest::checkCell);
    }

    private static void checkCell(JsonNode cell) {
        String id = cell.path("id").asText();
        assertThat(id).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(fields(cell))
                .as(id)
                .isEqualTo(CELL.get(cell.path("cell_type").asText()));
        assertThat(cell.path("metadata").isObject()).as(id).isTrue();
        checkText(cell.path("source"), id);
        if (cell.has("execution_count")) {
            assertThat(cell.path("execution_count").isInt()).as(id + " was run").isTrue();
        }
        Notebook.elements(cell.path("outputs")).forEach(output -> checkOutput(output, id));
    }

    private static void checkOutput(JsonNode output, String cell) {
        assertThat(fields(output))
                .as(cell)
                .isEqualTo(OUTPUT.get(output.path("output_type").asText()));
        if (output.has("text")) {
            checkText(output.path("text"), cell);
            assertThat(output.path("name").asText()).as(cell).isEqualTo("stdout");
        } else {
            assertThat(output.path("data").isObject() && output.path("metadata").isObject())
                    .as(cell)
                    .isTrue();
            output.path("data").forEach(data -> checkText(data, cell));
        }
    }

    private static void checkText(JsonNode text, String cell) {
        assertThat(text.isTextual() || text.isArray()).as(cell).isTrue();
        text.forEach(line -> assertThat(line.isTextual()).as(cell).isTrue());
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** In the order of the cells, as of "run all"; and nothing of the machine or its keys. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void outputs_areThoseOfOneRun(Notebook notebook) {
        List<Integer> counts = Notebook.elements(notebook.json().path("cells"))
                .filter(cell -> cell.has("execution_count"))
                .map(cell -> cell.path("execution_count").asInt())
                .toList();
        assertThat(counts)
                .isEqualTo(Stream.iterate(1, n -> n + 1).limit(counts.size()).toList());
        assertThat(shown(notebook)).isNotBlank().doesNotContainPattern(PRIVATE);
        assertThat(shown(notebook))
                .contains(
                        "Encryption is active.",
                        "fits no column",
                        "own key",
                        "KeyNotFoundException",
                        "GenerateDataKey");
    }

    private static String shown(Notebook notebook) {
        return notebook.code().stream()
                .flatMap(cell -> cell.outputs().stream())
                .flatMap(output ->
                        Stream.of(output.path("text"), output.at("/data/text~1plain"), output.at("/data/text~1html")))
                .map(Notebook::text)
                .collect(Collectors.joining("\n"));
    }

    /** Python finds out only when it runs. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void namesOfTheLibrary_exist(Notebook notebook) throws ClassNotFoundException {
        for (String type : found(TYPE, notebook)) {
            Class.forName(type, false, getClass().getClassLoader());
        }
        assertThat(found(TYPE, notebook)).hasSize(2);
        assertThat(Arrays.stream(ParquetKmsSql.class.getMethods()).map(Method::getName))
                .containsAll(found(METHOD, notebook));
        assertThat(found(METHOD, notebook)).hasSizeGreaterThan(1);
    }

    private static Set<String> found(Pattern pattern, Notebook notebook) {
        return notebook.code().stream()
                .flatMap(cell -> pattern.matcher(cell.source()).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
