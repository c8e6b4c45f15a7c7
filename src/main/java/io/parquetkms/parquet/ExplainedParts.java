package io.parquetkms.parquet;

import io.parquetkms.config.ColumnOptions.Unmatched;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.parquet.Explanation.Part;
import io.parquetkms.parquet.Explanation.State;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.PolicyPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Which key the footer and each column have, and who says so. */
record ExplainedParts(
        Settings settings,
        KmsKeys keys,
        PlaceRules place,
        @Nullable PolicyPlace policyPlace,
        EncryptionOptions options) {

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
        String decider = decider(
                settings.values().text(ParquetProperties.UNIFORM_KEY) == null
                        ? ParquetProperties.FOOTER_KEY
                        : ParquetProperties.UNIFORM_KEY);
        return options.plaintextFooter()
                ? new Part(
                        "",
                        State.PLAINTEXT,
                        options.footerKey(),
                        keyId(options.footerKey()),
                        decider(ParquetProperties.PLAINTEXT_FOOTER) + ": readable by all, signed with the key by "
                                + decider)
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
            return new Part(name, State.PLAINTEXT, "", "", "no rule gives it a key, and " + unmatched());
        }
        String footer = options.footerKey();
        String tag = columns.reasons().get(column);
        String others = columns.uniform() ? "one key for everything" : "no rule gives it a key, and " + unmatched();
        return new Part(name, State.FOOTER_KEY, footer, keyId(footer), tag == null ? others : tag);
    }

    /** Why such columns are encrypted or not. */
    private String unmatched() {
        Unmatched unmatched = place.columns().unmatched();
        if (decidedByPolicy(KmsProperties.COLUMNS_UNMATCHED)) {
            return decider(KmsProperties.COLUMNS_UNMATCHED) + " says "
                    + place.unmatched().name().toLowerCase(Locale.ROOT);
        }
        if (options.uniform()) {
            return "the footer's key is that of everything";
        }
        if (unmatched != null) {
            return KmsProperties.COLUMNS_UNMATCHED + "=" + unmatched.name().toLowerCase(Locale.ROOT);
        }
        if (options.completeColumns()) {
            return ParquetProperties.COMPLETE_COLUMNS + "=true";
        }
        return place.required()
                ? "the footer's key is the default where files must be encrypted"
                : KmsProperties.COLUMNS_UNMATCHED + " is plaintext by default";
    }

    private String decider(Property property) {
        return policyPlace != null && decidedByPolicy(property) ? policyPlace.source() : property.name();
    }

    private boolean decidedByPolicy(Property property) {
        return policyPlace != null && policyPlace.decided().containsKey(property);
    }

    /** As written before checking, so that an unknown one is refused here as it is when a file is written. */
    private String keyId(String key) {
        return keys.configured(key).value();
    }

    private static Stream<ColumnPath> leaves(MessageType schema) {
        return schema.getPaths().stream().map(ColumnPath::get);
    }

    /** Quoted where a piece has what would be read as syntax. */
    private static String name(ColumnPath column) {
        return Stream.of(column.toArray())
                .map(piece -> piece.matches("[^.,;:\"*?\\s]+") ? piece : '"' + piece + '"')
                .collect(Collectors.joining("."));
    }
}
