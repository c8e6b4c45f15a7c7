package io.parquetkms.parquet;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.parquet.Explanation.Part;
import io.parquetkms.parquet.Explanation.State;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Which key the footer and each column have, and who says so. */
record ExplainedParts(KmsKeys keys, PlaceRules place, EncryptionOptions options) {

    /** Those of a file without any key. */
    static List<Part> inPlaintext(MessageType schema, String reason) {
        return Stream.concat(Stream.of(""), leaves(schema).map(ExplainedParts::name))
                .map(column -> new Part(column, State.PLAINTEXT, "", "", reason))
                .toList();
    }

    List<Part> of(MessageType schema, EncryptedColumns columns) {
        Map<ColumnPath, String> own = new HashMap<>();
        columns.byKey().forEach((key, underKey) -> underKey.forEach(column -> own.put(column, key)));
        List<Part> parts = new ArrayList<>();
        parts.add(footer());
        leaves(schema).map(column -> part(column, own.get(column), columns)).forEach(parts::add);
        return parts;
    }

    private Part footer() {
        String decider = place.footerDecidedBy();
        return options.plaintextFooter()
                ? new Part(
                        "",
                        State.PLAINTEXT,
                        options.footerKey(),
                        keyId(options.footerKey()),
                        place.decidedBy(ParquetProperties.PLAINTEXT_FOOTER)
                                + ": readable by all, signed with the key by " + decider)
                : new Part("", State.FOOTER_KEY, options.footerKey(), keyId(options.footerKey()), decider);
    }

    private Part part(ColumnPath column, @Nullable String key, EncryptedColumns columns) {
        String name = name(column);
        if (key != null) {
            return new Part(
                    name,
                    State.OWN_KEY,
                    key,
                    keyId(key),
                    columns.reasons().getOrDefault(column, ParquetProperties.COLUMN_KEYS.name()));
        }
        if (columns.plaintext().contains(column)) {
            return new Part(name, State.PLAINTEXT, "", "", columns.reasons().getOrDefault(column, ""));
        }
        String footer = options.footerKey();
        return new Part(
                name,
                State.FOOTER_KEY,
                footer,
                keyId(footer),
                columns.reasons().getOrDefault(column, "one key for everything"));
    }

    /** As written before checking, so that an unknown one is refused here as it is when a file is written. */
    private String keyId(String key) {
        return keys.configured(key).value();
    }

    private static Stream<ColumnPath> leaves(MessageType schema) {
        return schema.getPaths().stream().map(ColumnPath::get);
    }

    private static String name(ColumnPath column) {
        return ColumnLabel.of(List.of(column.toArray()));
    }
}
