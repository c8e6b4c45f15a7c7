package io.parquetkms.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A notebook of {@code notebooks/}, as Jupyter stores it: nbformat 4. */
record Notebook(String name, JsonNode json) {

    /** One of it. */
    record Cell(String id, String type, String source, List<JsonNode> outputs) {

        boolean isCode() {
            return type.equals("code");
        }
    }

    static Notebook read(Path file) throws IOException {
        return new Notebook(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
    }

    List<Cell> cells() {
        return elements(json.path("cells")).map(Notebook::cell).toList();
    }

    List<Cell> code() {
        return cells().stream().filter(Cell::isCode).toList();
    }

    private static Cell cell(JsonNode cell) {
        return new Cell(
                cell.path("id").asText(),
                cell.path("cell_type").asText(),
                text(cell.path("source")),
                elements(cell.path("outputs")).toList());
    }

    /** A text, or lines of it: the format allows both. */
    static String text(JsonNode text) {
        return text.isArray() ? elements(text).map(JsonNode::asText).collect(Collectors.joining()) : text.asText();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
