package io.parquetkms.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param run which wrote it
 * @param detail in words, such as why it failed; empty: nothing
 */
public record JournalEntry(Instant time, String run, Step step, String path, String detail) {

    private static final JsonFactory JSON = new JsonFactory();

    /** How far a file is. */
    public enum Step {
        /** It is to be done. */
        PLANNED,
        /** Its new content has taken its place. */
        DONE,
        /** It was read again, afterwards. */
        VERIFIED,
        /** It is as it was. */
        FAILED
    }

    String json() throws IOException {
        return object(Map.of(
                "time", time.toString(),
                "run", run,
                "step", step.name().toLowerCase(Locale.ROOT),
                "path", path,
                "detail", detail));
    }

    static String object(Map<String, String> values) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> pair : values.entrySet()) {
                json.writeStringField(pair.getKey(), pair.getValue());
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    /** @throws IOException if it is no entry, or not a whole one */
    static JournalEntry of(String line) throws IOException {
        Map<String, String> values = values(line);
        try {
            return new JournalEntry(
                    Instant.parse(values.getOrDefault("time", "")),
                    values.getOrDefault("run", ""),
                    Step.valueOf(values.getOrDefault("step", "").toUpperCase(Locale.ROOT)),
                    values.getOrDefault("path", ""),
                    values.getOrDefault("detail", ""));
        } catch (RuntimeException e) {
            throw new IOException("No entry of a journal: " + line, e);
        }
    }

    static Map<String, String> values(String object) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(object)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, json.getText());
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                throw new IOException("Not a whole JSON object: " + object);
            }
        }
        return values;
    }
}
