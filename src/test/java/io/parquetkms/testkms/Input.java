package io.parquetkms.testkms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A request's JSON, read field by field within AWS's limits; null and absent are the same. Immutable. */
final class Input {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_KEY_ID = 2048;

    private final JsonNode json;

    private Input(JsonNode json) {
        this.json = json;
    }

    static Input parse(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isObject()) {
                throw KmsError.serialization("The request is not a JSON object.");
            }
            return new Input(json);
        } catch (JsonProcessingException e) {
            throw KmsError.serialization("The request is not JSON.");
        } catch (IOException e) {
            throw KmsError.serialization("The request can't be read.");
        }
    }

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    Optional<String> text(String field) {
        return field(field, JsonNode::isTextual).map(JsonNode::asText);
    }

    String requiredText(String field) {
        return text(field).orElseThrow(() -> missing(field));
    }

    String textOr(String field, String otherwise) {
        return text(field).orElse(otherwise);
    }

    Optional<String> keyId(String field) {
        Optional<String> keyId = text(field);
        keyId.ifPresent(text -> requireLength(field, text.length(), MAX_KEY_ID));
        return keyId;
    }

    String requiredKeyId(String field) {
        return keyId(field).orElseThrow(() -> missing(field));
    }

    /** Binary data, from base64: between one byte and so many. */
    byte[] requiredBytes(String field, int max) {
        try {
            JsonNode base64 = field(field, JsonNode::isTextual).orElseThrow(() -> missing(field));
            byte[] bytes = base64.binaryValue();
            requireLength(field, bytes.length, max);
            return bytes;
        } catch (IOException e) {
            throw KmsError.serialization("'" + field + "' is not base64.");
        }
    }

    EncryptionContext context(String field) {
        Map<String, String> pairs = new HashMap<>();
        field(field, JsonNode::isObject)
                .ifPresent(object -> object.properties().forEach(pair -> {
                    if (!pair.getValue().isTextual()) {
                        throw KmsError.serialization("'" + field + "' has a value that is not a string.");
                    }
                    pairs.put(pair.getKey(), pair.getValue().asText());
                }));
        return pairs.isEmpty() ? EncryptionContext.NONE : new EncryptionContext(pairs);
    }

    /** The elements of a list of strings; empty where there is none. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        field(field, JsonNode::isArray).ifPresent(array -> array.forEach(element -> texts.add(element.asText())));
        return texts;
    }

    boolean flag(String field) {
        return field(field, JsonNode::isBoolean).map(JsonNode::asBoolean).orElse(false);
    }

    int integerOr(String field, int otherwise, int min, int max) {
        int value = field(field, JsonNode::canConvertToInt).map(JsonNode::asInt).orElse(otherwise);
        if (value < min || value > max) {
            throw KmsError.validation(field, "Member must be between " + min + " and " + max);
        }
        return value;
    }

    private Optional<JsonNode> field(String name, Predicate<JsonNode> ofType) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = json.get(name);
        if (!ofType.test(value)) {
            throw KmsError.serialization("'" + name + "' is of the wrong type.");
        }
        return Optional.of(value);
    }

    private static void requireLength(String field, int length, int max) {
        if (length < 1) {
            throw KmsError.validation(field, "Member must have length greater than or equal to 1");
        }
        if (length > max) {
            throw KmsError.validation(field, "Member must have length less than or equal to " + max);
        }
    }

    private static KmsError missing(String field) {
        return new KmsError(
                "ValidationException",
                "1 validation error detected: Value null at '" + field
                        + "' failed to satisfy constraint: Member must not be null");
    }
}
