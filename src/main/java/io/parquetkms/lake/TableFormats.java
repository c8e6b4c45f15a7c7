package io.parquetkms.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * Which files a table format keeps a list of: it knows their sizes, so that a file which has another one can't be read any more through
 * the table. Looks for what the formats write into a table's directory, there and in each directory above, once each while this is used.
 *
 * <p>Not seen are tables whose list stands elsewhere (Iceberg's {@code write.data.path}, manifests of Hive or Athena), and what this role
 * may not look at. Safe on any thread.
 */
public final class TableFormats implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_DIRECTORIES = 100_000;

    private final transient Cache<Path, Optional<Table>> known =
            Caffeine.newBuilder().maximumSize(MAX_DIRECTORIES).build();

    /** Who keeps the list. */
    public enum Format {
        /** Delta Lake. */
        DELTA("a Delta table"),
        /** Apache Iceberg. */
        ICEBERG("an Iceberg table"),
        /** Apache Hudi. */
        HUDI("a Hudi table"),
        /** Spark's file sink. */
        SPARK_STREAM("what a Spark stream has written");

        private final String words;

        Format(String words) {
            this.words = words;
        }

        /** In a sentence. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A table.
     *
     * @param directory in which the list stands
     */
    public record Table(Format format, String directory) implements Serializable {}

    /** Has looked nowhere yet. */
    public TableFormats() {}

    /** It begins anew in another process. */
    private Object readResolve() {
        return new TableFormats();
    }

    /** The table that a file belongs to; empty: none that is known. */
    public Optional<Table> of(Configuration configuration, LakeFile file) throws IOException {
        Path path = file.hadoopPath();
        FileSystem system = path.getFileSystem(configuration);
        List<Path> passed = new ArrayList<>();
        Optional<Table> found = Optional.empty();
        for (Path above = path.getParent(); above != null && found.isEmpty(); above = above.getParent()) {
            Optional<Table> before = known.getIfPresent(above);
            if (before != null) {
                found = before;
                break;
            }
            found = in(system, above);
            passed.add(above);
        }
        for (Path directory : passed) {
            known.put(directory, found);
        }
        return found;
    }

    private static Optional<Table> in(FileSystem system, Path directory) throws IOException {
        if (stands(system, directory, "_delta_log")) {
            return table(Format.DELTA, directory);
        }
        if (stands(system, directory, ".hoodie")) {
            return table(Format.HUDI, directory);
        }
        if (stands(system, directory, "_spark_metadata")) {
            return table(Format.SPARK_STREAM, directory);
        }
        return hasIcebergMetadata(system, directory) ? table(Format.ICEBERG, directory) : Optional.empty();
    }

    private static Optional<Table> table(Format format, Path directory) {
        return Optional.of(new Table(format, directory.toString()));
    }

    private static boolean stands(FileSystem system, Path directory, String name) throws IOException {
        try {
            return system.exists(new Path(directory, name));
        } catch (AccessControlException | AccessDeniedException e) {
            return false;
        }
    }

    private static boolean hasIcebergMetadata(FileSystem system, Path directory) throws IOException {
        try {
            for (FileStatus status : system.listStatus(new Path(directory, "metadata"))) {
                if (status.getPath().getName().contains(".metadata.json")) {
                    return true;
                }
            }
            return false;
        } catch (FileNotFoundException | AccessControlException | AccessDeniedException e) {
            return false;
        }
    }
}
