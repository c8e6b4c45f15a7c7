package io.parquetkms.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.parquetkms.config.InvalidConfigurationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a writer's schema into maps, lists, texts and {@code true}; what else there is into its text. */
final class SchemaJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /** No writer nests so deep; older versions of Jackson have no bound. */
    private static final int MAX_DEPTH = 1_000;

    private SchemaJson() {}

    /**
     * Reads it.
     *
     * @param source where it stands, for messages
     */
    static Object parse(String json, String source) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            return value(parser, 0);
        } catch (IOException e) {
            throw malformed(source, e.getClass().getSimpleName(), e);
        }
    }

    private static Object value(JsonParser parser, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("It nests deeper than " + MAX_DEPTH);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                object.put(name, value(parser, depth + 1));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser, depth + 1));
            }
            return array;
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            default -> new Other(parser.getText());
        };
    }

    /** Neither a text nor {@code true}. */
    record Other(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    static InvalidConfigurationException malformed(String source, String what, Exception cause) {
        return new InvalidConfigurationException(
                source + " can't be read for columns that are tagged to be encrypted (" + what + ")", cause);
    }
}
