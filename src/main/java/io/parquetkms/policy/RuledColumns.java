package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Finds the columns that rules and tags mean in the schema of one file. */
@SuppressWarnings("UnusedVariable")
final class RuledColumns {

    private final MessageType schema;
    private final @Nullable Path file;

    /** @param file for messages, and for the partitions that its path names */
    RuledColumns(MessageType schema, @Nullable Path file) {
        this.schema = schema;
        this.file = file;
    }

    /**
     * The leaves that a set of rules means, and their keys.
     *
     * @param partitions names of partition columns, which are not in the schema: their values stand in paths
     * @throws InvalidConfigurationException if rules contradict each other, if one fits no column (where that is an error), or if one
     *     means a partition column
     */
    Map<ColumnPath, ChosenKey> find(RuleSet rules, Set<String> partitions) {
        return Map.of();
    }

    /** The leaves that are tagged, and their keys. */
    Map<ColumnPath, ChosenKey> find(Tags tags, Set<String> partitions) {
        return Map.of();
    }
}
