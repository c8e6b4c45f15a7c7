package io.parquetkms.policy;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/**
 * Columns of a file that are encrypted with one key, or stay in plaintext, for one reason. What to tell of a file.
 *
 * @param key as the user wrote it; empty where they stay in plaintext
 * @param reason which rule, list or tag decided, for people
 * @param columns their names, as they may be shown; {@link #ALL} and {@link #FOOTER} among them
 */
public record ColumnGroup(String key, String reason, List<String> columns) {

    /** Stands for every column of a file that one key encrypts. */
    static final String ALL = "(all columns)";

    /** Stands for the footer: the schema, the statistics, where columns are. */
    static final String FOOTER = "(footer)";

    /** The same where it is only signed, so that anyone can read it. */
    static final String SIGNED_FOOTER = "(footer, signed)";

    private static final String NOT_LISTED = ParquetProperties.COLUMN_KEYS + " leaves them out";

    /**
     * All of a file.
     *
     * @param place with a key
     */
    public static List<ColumnGroup> of(PlaceRules place, EncryptedColumns columns) {
        EncryptionOptions options = Objects.requireNonNull(place.options());
        Groups groups = new Groups(columns.reasons());
        String footer = place.footerDecidedBy();
        groups.add(options.footerKey(), footer, options.plaintextFooter() ? SIGNED_FOOTER : FOOTER);
        if (columns.uniform()) {
            groups.add(options.footerKey(), footer, ALL);
        }
        columns.byKey().forEach((key, ofKey) -> groups.addAll(key, ParquetProperties.COLUMN_KEYS.name(), ofKey));
        groups.addAll(options.footerKey(), footer, columns.withFooterKey());
        groups.addAll("", NOT_LISTED, columns.plaintext());
        return groups.list();
    }

    /** Columns by key and reason. */
    private static final class Groups {

        private final Map<ColumnPath, String> reasons;
        private final Map<List<String>, List<String>> columns = new LinkedHashMap<>();

        Groups(Map<ColumnPath, String> reasons) {
            this.reasons = reasons;
        }

        void add(String key, String reason, String column) {
            columns.computeIfAbsent(List.of(key, reason), first -> new ArrayList<>())
                    .add(column);
        }

        /** Who gives no reason of its own has the general one. */
        void addAll(String key, String otherwise, Collection<ColumnPath> all) {
            all.forEach(
                    column -> add(key, reasons.getOrDefault(column, otherwise), Printable.line(column.toDotString())));
        }

        List<ColumnGroup> list() {
            return columns.entrySet().stream()
                    .map(group -> new ColumnGroup(
                            group.getKey().get(0), group.getKey().get(1), List.copyOf(group.getValue())))
                    .toList();
        }
    }
}
