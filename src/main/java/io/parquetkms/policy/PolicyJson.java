package io.parquetkms.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Nearest;
import io.parquetkms.config.Printable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Goes through the JSON of a policy. Whatever is not as it must be is said with its line, column and field. */
final class PolicyJson implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final String location;
    private final JsonParser parser;

    /** Reads what stands behind a field's name. */
    interface Value {
        void read() throws IOException;
    }

    /** Reads what stands behind a name that the author chose. */
    interface NamedValue {
        void read(String name) throws IOException;
    }

    /** Reads the whole text. */
    interface Document {
        void read(PolicyJson json) throws IOException;
    }

    /**
     * One place in the text.
     *
     * @param field such as {@code places[1].columns}; empty for the whole
     */
    record Mark(String location, int line, int column, String field) {

        InvalidConfigurationException wrong(String what) {
            return new InvalidConfigurationException("Policy " + Printable.line(location) + ", line " + line
                    + ", column " + column + (field.isEmpty() ? "" : ", " + Printable.line(field)) + ": " + what);
        }

        /** For people: where a rule stands. */
        @Override
        public String toString() {
            return "policy " + Printable.line(location) + ", line " + line;
        }
    }

    private PolicyJson(String location, JsonParser parser) {
        this.location = location;
        this.parser = parser;
    }

    /** @throws InvalidConfigurationException naming line, column and field */
    static void read(String location, String text, Document document) {
        try (PolicyJson json = new PolicyJson(location, JSON.createParser(text))) {
            json.parser.nextToken();
            document.read(json);
            if (json.parser.nextToken() != null) {
                throw json.mark().wrong("something follows the end of the policy: remove it");
            }
        } catch (JsonProcessingException e) { // not as the cause: it would say the same in other words
            JsonLocation at = e.getLocation();
            throw new Mark(location, at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr(), "")
                    .wrong("it is no valid JSON: " + Printable.line(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new InvalidConfigurationException("Cannot read the policy " + location + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Where the current value, or name, begins. */
    @SuppressWarnings("deprecation") // the newer name came with Jackson 2.13, and the thin jar runs with an older one
    Mark mark() {
        JsonLocation at = parser.getTokenLocation();
        JsonStreamContext context = parser.getParsingContext();
        boolean begins = parser.currentToken() != null && parser.currentToken().isStructStart();
        return new Mark(location, at.getLineNr(), at.getColumnNr(), field(begins ? context.getParent() : context));
    }

    private static String field(@Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String parent = field(context.getParent());
        if (context.inArray()) {
            return parent + "[" + context.getCurrentIndex() + "]";
        }
        String name = context.getCurrentName();
        return name == null ? parent : parent.isEmpty() ? name : parent + "." + name;
    }

    /** Reads an object, each of whose fields may stand there once. */
    void object(Map<String, Value> fields) throws IOException {
        named(name -> {
            Value value = fields.get(name);
            if (value == null) {
                throw mark().wrong("there is no field '" + Printable.line(name) + "' here"
                        + Nearest.hint(name, new TreeSet<>(fields.keySet())));
            }
            parser.nextToken();
            value.read();
        });
    }

    /** Reads an object whose names are its author's. */
    void objectByName(NamedValue values) throws IOException {
        named(name -> {
            if (name.isBlank()) {
                throw mark().wrong("the name is empty");
            }
            parser.nextToken();
            values.read(name);
        });
    }

    private void named(NamedValue values) throws IOException {
        require(JsonToken.START_OBJECT, "an object, {…}");
        Set<String> seen = new LinkedHashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.getText();
            if (!seen.add(name)) {
                throw mark().wrong("'" + Printable.line(name) + "' stands there twice: keep one");
            }
            values.read(name);
        }
    }

    /** Reads an array that is not empty. */
    void array(Value element) throws IOException {
        require(JsonToken.START_ARRAY, "an array, […]");
        Mark start = mark();
        boolean empty = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            empty = false;
            element.read();
        }
        if (empty) {
            throw start.wrong("it is empty");
        }
    }

    String text() throws IOException {
        require(JsonToken.VALUE_STRING, "a text, \"…\"");
        String text = parser.getText();
        if (text.isBlank() || !text.equals(text.trim())) {
            throw mark().wrong(text.isBlank() ? "it is empty" : "remove the blanks around '" + text.trim() + "'");
        }
        return text;
    }

    boolean flag() {
        if (parser.currentToken() != JsonToken.VALUE_TRUE) {
            require(JsonToken.VALUE_FALSE, "true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** Reads {@code true}, where the field's absence says the opposite. */
    boolean onlyTrue() {
        if (!flag()) {
            throw mark().wrong("it can only be true: leave it out instead");
        }
        return true;
    }

    int number(int min, int max) throws IOException {
        String valid = "a whole number from " + min + " to " + max;
        require(JsonToken.VALUE_NUMBER_INT, valid);
        if (parser.getTextLength() > 10 || parser.getLongValue() < min || parser.getLongValue() > max) {
            throw mark().wrong("it must be " + valid + ", and is " + shown());
        }
        return parser.getIntValue();
    }

    int oneOf(Integer... valid) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getTextLength() < 10
                && List.of(valid).contains(parser.getIntValue())) {
            return parser.getIntValue();
        }
        throw mark().wrong("it must be one of " + List.of(valid) + ", and is " + shown());
    }

    String oneOf(String... valid) throws IOException {
        String text = text();
        if (!List.of(valid).contains(text)) {
            throw mark().wrong("'" + Printable.line(text) + "' can't stand here" + Nearest.hint(text, List.of(valid)));
        }
        return text;
    }

    private void require(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw mark().wrong("it must be " + what + ", and is " + shown());
        }
    }

    private String shown() {
        try {
            JsonToken token = parser.currentToken();
            return token == null
                    ? "missing"
                    : switch (token) {
                        case START_OBJECT -> "an object";
                        case START_ARRAY -> "an array";
                        case VALUE_STRING -> "a text";
                        default -> Printable.line(parser.getText().substring(0, Math.min(20, parser.getTextLength())));
                    };
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
