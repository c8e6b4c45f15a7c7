package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Finds the columns that the user listed in the schema of one file, and refuses what the file doesn't have or has in part. */
final class ListedColumns {

    private final MessageType schema;
    private final @Nullable Path file;
    private final Set<ColumnPath> leaves;
    private final Map<ColumnPath, List<ColumnPath>> variants;

    /** @param file for messages */
    ListedColumns(MessageType schema, @Nullable Path file) {
        this.schema = schema;
        this.file = file;
        leaves = schema.getPaths().stream().map(ColumnPath::get).collect(Collectors.toCollection(LinkedHashSet::new));
        variants = Variants.of(schema).leaves();
    }

    /** All leaves of the file. */
    Set<ColumnPath> leaves() {
        return leaves;
    }

    /**
     * The leaves that are meant, under their keys.
     *
     * @param listed by their key, as the user wrote them: leaves, or variants
     * @throws InvalidConfigurationException if the file lacks one, listing those it has, or if a variant is listed in part
     */
    Map<String, List<ColumnPath>> find(Map<String, List<ColumnPath>> listed) {
        Map<String, List<ColumnPath>> found = new LinkedHashMap<>();
        Set<ColumnPath> seen = new HashSet<>();
        listed.forEach((key, columns) -> {
            List<ColumnPath> underKey = new ArrayList<>();
            columns.forEach(column -> underKey.addAll(leavesOf(column)));
            underKey.forEach(leaf -> refuseTwice(leaf, seen));
            found.put(key, underKey);
        });
        variants.forEach((variant, parts) -> refusePart(variant, parts, seen));
        return found;
    }

    private List<ColumnPath> leavesOf(ColumnPath column) {
        if (schema.containsPath(column.toArray())) {
            return List.of(column);
        }
        List<ColumnPath> variant = variants.get(column);
        if (variant == null) {
            throw refused(
                    column,
                    "is not in " + Datasets.nameOf(file) + ". "
                            + new ColumnHint(leaves, variants.keySet()).about(column));
        }
        return variant;
    }

    private void refuseTwice(ColumnPath leaf, Set<ColumnPath> seen) {
        if (!seen.add(leaf)) {
            throw refused(leaf, "stands there more than once, as itself and as a part of its variant.");
        }
    }

    private void refusePart(ColumnPath variant, List<ColumnPath> parts, Set<ColumnPath> listed) {
        List<ColumnPath> others =
                parts.stream().filter(part -> !listed.contains(part)).toList();
        if (!others.isEmpty() && others.size() < parts.size()) {
            ColumnPath part =
                    parts.stream().filter(listed::contains).findFirst().orElseThrow();
            throw refused(
                    part,
                    "is a part of a variant of " + Datasets.nameOf(file)
                            + ", whose values are in its other parts, too: " + ColumnHint.list(others)
                            + ". List the variant itself, '" + variant.toDotString() + "'.");
        }
    }

    private InvalidConfigurationException refused(ColumnPath column, String why) {
        return new InvalidConfigurationException("Column '" + column.toDotString() + "' of "
                + ParquetProperties.COLUMN_KEYS + " " + why + " Its columns: " + ColumnHint.list(leaves)
                + ". (This file was not written.)");
    }
}
