package io.parquetkms.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the files of one place, found once for each schema: all files of a table have the same one. In a
 * bounded number. Safe on any thread.
 */
public final class KnownSchemas {

    /** Of all schemas together; a few megabytes. */
    private static final int MAX_LEAVES = 50_000;

    private static final int MAX_DATASETS = 1_000;

    private final Cache<Key, Known> known = Caffeine.newBuilder()
            .maximumWeight(MAX_LEAVES)
            .<Key, Known>weigher((key, columns) -> 1 + key.schema().getPaths().size())
            .executor(Runnable::run)
            .build();

    private record Key(MessageType schema, Tags tags, Set<String> partitions) {}

    /** The columns of one schema. */
    public static final class Known {

        private final EncryptedColumns columns;
        private final Set<String> datasets = ConcurrentHashMap.newKeySet();

        private Known(EncryptedColumns columns) {
            this.columns = columns;
        }

        public EncryptedColumns columns() {
            return columns;
        }

        /** Whether there was no such file in that dataset yet, as far as is remembered. */
        public boolean isFirstIn(String dataset) {
            return !datasets.contains(dataset) && (datasets.size() >= MAX_DATASETS || datasets.add(dataset));
        }
    }

    /**
     * Finds the columns of one file.
     *
     * @param place whose rules these all are
     * @see EncryptedColumns#of
     */
    Known of(PlaceRules place, @Nullable MessageType schema, Tags tags, @Nullable Path path) {
        return schema == null
                ? new Known(EncryptedColumns.of(place, null, tags, path))
                : known.get(
                        new Key(schema, tags, Datasets.partitions(path)),
                        key -> new Known(EncryptedColumns.of(place, schema, tags, path)));
    }
}
