package io.parquetkms.spark.ui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records as JSON: components under their names, moments as ISO 8601, lengths of time in seconds, what is not known as null. */
final class Json {

    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    static String of(Record top) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, top);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Record row) {
            writeObject(json, row);
        } else if (value instanceof List<?> list) {
            writeArray(json, list);
        } else if (value instanceof Duration duration) {
            json.writeNumber(Figures.nanos(duration) / 1e9);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void writeObject(JsonGenerator json, Record row) throws IOException {
        json.writeStartObject();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            write(json, value(component, row));
        }
        json.writeEndObject();
    }

    private static @Nullable Object value(RecordComponent component, Record row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " can't be read", e);
        }
    }

    private static void writeArray(JsonGenerator json, List<?> list) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            write(json, element);
        }
        json.writeEndArray();
    }
}
