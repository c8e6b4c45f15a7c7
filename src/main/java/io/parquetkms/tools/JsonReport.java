package io.parquetkms.tools;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parquetkms.lake.FileProblem;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** One document: an array of objects for each table, an object on a line, and the summary. */
final class JsonReport implements Rendering {

    private final JsonGenerator json;
    private List<String> columns = List.of();

    JsonReport(Writer out) throws IOException {
        json = new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .createGenerator(out);
        json.writeStartObject();
    }

    @Override
    public void begin(String name, List<String> names) throws IOException {
        endTable();
        columns = names;
        json.writeArrayFieldStart(name);
    }

    @Override
    public void row(List<Object> values) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            json.writeFieldName(columns.get(i));
            write(values.get(i));
        }
        json.writeEndObject();
    }

    @Override
    public void problem(FileProblem problem) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("path", problem.path());
        json.writeStringField("problem", problem.kind().toString());
        json.writeStringField("reason", problem.reason());
        json.writeEndObject();
    }

    private void write(Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> pair : map.entrySet()) {
                json.writeFieldName(String.valueOf(pair.getKey()));
                write(pair.getValue());
            }
            json.writeEndObject();
        } else {
            writeOne(value);
        }
    }

    private void writeOne(Object value) throws IOException {
        if (value instanceof ByteCount count) {
            json.writeNumber(count.bytes());
        } else if (value instanceof Double || value instanceof Float) {
            json.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean yes) {
            json.writeBoolean(yes);
        } else if (value.toString().isEmpty()) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    private void endTable() throws IOException {
        if (json.getOutputContext().inArray()) {
            json.writeRaw('\n');
            json.writeEndArray();
        }
    }

    @Override
    public void summary(Map<String, ?> summary) throws IOException {
        endTable();
        json.writeFieldName("summary");
        write(summary);
    }

    @Override
    public void end() throws IOException {
        endTable();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }
}
