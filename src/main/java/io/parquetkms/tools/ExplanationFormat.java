package io.parquetkms.tools;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.Explanation.Part;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an explanation is printed. */
enum ExplanationFormat {
    /** For people. */
    TABLE {
        @Override
        String print(Explanation explanation) {
            return explanation.toString();
        }
    },
    /** All of it, in one object on one line. */
    JSON {
        @Override
        String print(Explanation explanation) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                write(explanation, json);
            } catch (IOException e) {
                throw new UncheckedIOException("A StringWriter does not fail", e);
            }
            return text.toString();
        }
    },
    /** A line for each part, after a line of names; one line with the state {@code refused} where nothing would be written. */
    CSV {
        @Override
        String print(Explanation explanation) {
            Stream<List<String>> rows = explanation.isRefused()
                    ? Stream.of(List.of("", "refused", "", "", explanation.refusal()))
                    : explanation.parts().stream()
                            .map(part -> List.of(
                                    part.column(),
                                    part.state().toString(),
                                    part.key(),
                                    part.keyId(),
                                    part.decidedBy()));
            return Stream.concat(Stream.of(COLUMNS), rows)
                    .map(ExplanationFormat::line)
                    .collect(Collectors.joining("\n"));
        }
    };

    private static final List<String> COLUMNS = List.of("column", "state", "key", "key_id", "decided_by");

    abstract String print(Explanation explanation);

    private static void write(Explanation explanation, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", explanation.path());
        json.writeStringField("outcome", outcome(explanation));
        text(json, "refusal", explanation.refusal());
        text(json, "required", explanation.required());
        text(json, "policy", explanation.policyPlace());
        text(json, "algorithm", explanation.algorithm());
        json.writeObjectFieldStart("encryptionContext");
        for (Map.Entry<String, String> pair : explanation.encryptionContext().entrySet()) {
            json.writeStringField(pair.getKey(), pair.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("parts");
        for (Part part : explanation.parts()) {
            write(part, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : explanation.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String outcome(Explanation explanation) {
        if (explanation.isRefused()) {
            return "refused";
        }
        return explanation.isPlaintext() ? "plaintext" : "encrypted";
    }

    private static void write(Part part, JsonGenerator json) throws IOException {
        json.writeStartObject();
        text(json, "column", part.column());
        json.writeStringField("state", part.state().toString());
        text(json, "key", part.key());
        text(json, "keyId", part.keyId());
        json.writeStringField("decidedBy", part.decidedBy());
        json.writeEndObject();
    }

    /** Null where there is none. */
    static void text(JsonGenerator json, String name, String text) throws IOException {
        if (text.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, text);
        }
    }

    static String line(List<String> fields) {
        return fields.stream()
                .map(field -> field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }
}
