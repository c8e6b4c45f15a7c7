package io.parquetkms.material;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The top-level fields of a small JSON object from an untrusted place. Bounds are checked here and not by Jackson, which does so
 * only since 2.16: the library's thin jar runs beside an older one, from 2.10 on.
 */
final class JsonFields {

    /** Ours have about 500 bytes; a KMS ciphertext has at most 6144 and a KMS key's id 2048. */
    static final int MAX_LENGTH = 32 * 1024;

    /** Ours has one level. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;

    /** Names are not interned, for a file could bring any. */
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Map<String, Object> fields;

    private JsonFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    static JsonFields parse(byte[] json) {
        return parse(json, MAX_LENGTH);
    }

    static JsonFields parse(byte[] json, int maxLength) {
        if (json.length > maxLength) {
            throw KeyMaterialReader.malformed("it has " + json.length + " bytes (at most " + maxLength + ")", null);
        }
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw KeyMaterialReader.malformed("it is no JSON object", null);
            }
            Map<String, Object> fields = new HashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                put(fields, name, parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw KeyMaterialReader.malformed("something follows the JSON object", null);
            }
            return new JsonFields(fields);
        } catch (IOException e) { // not as the cause: its message repeats what stands in the file
            throw KeyMaterialReader.malformed(
                    "it is no valid JSON (" + e.getClass().getSimpleName() + ")", null);
        }
    }

    private static void put(Map<String, Object> fields, String name, JsonParser parser) throws IOException {
        checkSize(name.length() <= MAX_NAME, "has an overlong name");
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING) {
            fields.put(name, parser.getText());
        } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
            fields.put(name, parser.getBooleanValue());
        } else {
            skip(parser); // of no known field's type
        }
    }

    private static void skip(JsonParser parser) throws IOException {
        int depth = 1; // the object itself
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            checkSize(depth <= MAX_DEPTH, "nests deeper than " + MAX_DEPTH);
            checkSize(!token.isNumeric() || parser.getTextLength() <= MAX_NUMBER, "has an overlong number");
            checkSize(token != JsonToken.FIELD_NAME || parser.getTextLength() <= MAX_NAME, "has an overlong name");
            if (depth == 1) {
                return;
            }
        }
    }

    private static void checkSize(boolean within, String what) {
        if (!within) {
            throw KeyMaterialReader.malformed("it " + what, null);
        }
    }

    /** All that are text. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    String text(String name, int maxLength) {
        if (fields.get(name) instanceof String text && !text.isEmpty() && text.length() <= maxLength) {
            return text;
        }
        throw KeyMaterialReader.malformed(
                "its field " + name + " is missing, or no text of 1 to " + maxLength + " characters", null);
    }

    boolean flag(String name) {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw KeyMaterialReader.malformed("its field " + name + " is missing, or not true or false", null);
    }
}
