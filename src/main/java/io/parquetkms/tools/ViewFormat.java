package io.parquetkms.tools;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.parquetkms.parquet.DatasetAccess;
import io.parquetkms.parquet.DirectoryLook;
import io.parquetkms.parquet.PartAccess;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** How a view is printed. */
enum ViewFormat {
    /** The statement. */
    SQL {
        @Override
        String print(ViewStatement view, Configuration configuration) {
            return view.toString();
        }
    },
    /** What can be read, for people. */
    TABLE {
        @Override
        String print(ViewStatement view, Configuration configuration) {
            return view.look().access().toString();
        }
    },
    /** All of it, in one object on one line. */
    JSON {
        @Override
        String print(ViewStatement view, Configuration configuration) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                write(view, configuration, json);
            } catch (IOException e) {
                throw new UncheckedIOException("A StringWriter does not fail", e);
            }
            return text.toString();
        }
    },
    /** What can be read: a line for each part, after a line of names. */
    CSV {
        @Override
        String print(ViewStatement view, Configuration configuration) {
            Stream<List<String>> rows = view.look().access().parts().stream()
                    .map(part -> List.of(
                            part.column(),
                            part.state().toString(),
                            part.key(),
                            String.valueOf(part.files()),
                            part.reason(),
                            DatasetAccess.grant(configuration, part)));
            return Stream.concat(Stream.of(COLUMNS), rows)
                    .map(ExplanationFormat::line)
                    .collect(Collectors.joining("\n"));
        }
    };

    private static final List<String> COLUMNS = List.of("column", "state", "key_id", "files", "reason", "grant");

    abstract String print(ViewStatement view, Configuration configuration);

    private static void write(ViewStatement view, Configuration configuration, JsonGenerator json) throws IOException {
        DirectoryLook look = view.look();
        json.writeStartObject();
        json.writeStringField("path", look.path());
        json.writeStringField("identity", look.identity());
        json.writeNumberField("files", look.access().files());
        json.writeNumberField("keysAskedFor", look.keysAskedFor());
        ExplanationFormat.text(json, "refusal", view.refusal());
        ExplanationFormat.text(json, "view", view.refusal().isEmpty() ? view.toString() : "");
        json.writeArrayFieldStart("parts");
        for (PartAccess part : look.access().parts()) {
            json.writeStartObject();
            ExplanationFormat.text(json, "column", part.column());
            json.writeStringField("state", part.state().toString());
            ExplanationFormat.text(json, "keyId", part.key());
            json.writeNumberField("files", part.files());
            ExplanationFormat.text(json, "reason", part.reason());
            ExplanationFormat.text(json, "grant", DatasetAccess.grant(configuration, part));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
