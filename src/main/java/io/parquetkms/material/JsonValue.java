package io.parquetkms.material;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Where a text stands in a JSON object's bytes.
 *
 * @param from the quote before it
 * @param to behind the quote after it
 */
record JsonValue(int from, int to) {

    /** The value of a top-level field, in an object that {@link JsonFields#parse} has let through. */
    static JsonValue of(byte[] json, String field) {
        try (JsonParser parser = JsonFields.JSON.createParser(json)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals(field) && value == JsonToken.VALUE_STRING) {
                    return at(parser, json);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw KeyMaterialReader.malformed("it is no valid JSON", null);
        }
        throw KeyMaterialReader.malformed("its field " + field + " is missing", null);
    }

    @SuppressWarnings("deprecation") // the newer names came with Jackson 2.13, and the thin jar runs with an older one
    private static JsonValue at(JsonParser parser, byte[] json) throws IOException {
        long from = parser.getTokenLocation().getByteOffset();
        parser.finishToken();
        long to = parser.getCurrentLocation().getByteOffset();
        if (from < 1 || to > json.length || to - from < 2 || json[(int) from] != '"' || json[(int) to - 1] != '"') {
            throw KeyMaterialReader.malformed("it is not in UTF-8", null); // where offsets are of other units
        }
        return new JsonValue((int) from, (int) to);
    }

    /** The object with another text there. */
    byte[] replaced(byte[] json, String text) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(json.length + text.length());
        changed.write(json, 0, from);
        changed.write('"');
        changed.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        changed.write('"');
        changed.write(json, to, json.length - to);
        return changed.toByteArray();
    }
}
