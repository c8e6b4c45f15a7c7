package io.parquetkms.keys;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The top-level fields of a small JSON object from an untrusted place. */
final class KeyMaterialFields {

    private final Map<String, Object> fields;

    private KeyMaterialFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    static KeyMaterialFields parse(byte[] json) {
        if (json.length > KeyMaterial.MAX_LENGTH) {
            throw KeyMaterial.malformed(
                    "it has " + json.length + " bytes (at most " + KeyMaterial.MAX_LENGTH + ")", null);
        }
        try (JsonParser parser = KeyMaterial.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw KeyMaterial.malformed("it is no JSON object", null);
            }
            Map<String, Object> fields = new HashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                put(fields, name, parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw KeyMaterial.malformed("something follows the JSON object", null);
            }
            return new KeyMaterialFields(fields);
        } catch (IOException e) {
            throw KeyMaterial.malformed("it is no valid JSON", e);
        }
    }

    private static void put(Map<String, Object> fields, String name, JsonParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING) {
            fields.put(name, parser.getText());
        } else if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
            fields.put(name, parser.getBooleanValue());
        } else {
            parser.skipChildren(); // of no known field's type
        }
    }

    String text(String name, int maxLength) {
        if (fields.get(name) instanceof String text && !text.isEmpty() && text.length() <= maxLength) {
            return text;
        }
        throw KeyMaterial.malformed(
                "its field " + name + " is missing, or no text of 1 to " + maxLength + " characters", null);
    }

    boolean flag(String name) {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw KeyMaterial.malformed("its field " + name + " is missing, or not true or false", null);
    }
}
