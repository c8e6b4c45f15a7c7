package io.parquetkms.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * Which files a table format keeps a list of: it knows their sizes, so that a file which has another one can't be read any more through
 * the table. Looks for what the formats write into a table's directory, there and in each directory above, once each while this is used.
 *
 * <p>Not seen are tables whose list stands elsewhere (Iceberg's {@code write.data.path}, manifests of Hive or Athena). Where this role may
 * not look, there may be one: {@link Format#UNSEEN}. Safe on any thread.
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
        SPARK_STREAM("what a Spark stream has written"),
        /** It can't be told: a directory may not be looked into. */
        UNSEEN("a table, maybe");

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
     * A table, or where there may be one.
     *
     * @param directory in which the list stands
     */
    public record Table(Format format, String directory) implements Serializable {

        /** Why a file of it can't get another size, as the end of a sentence that begins with the file. */
        @Override
        public String toString() {
            return format == Format.UNSEEN
                    ? "may belong to a table whose list of files holds its size: this role may not look into "
                            + directory + ", where that would be seen"
                    : "belongs to " + format + " at " + directory + ", whose list of files holds its size";
        }
    }

    /** Has looked nowhere yet. */
    public TableFormats() {}

    /** It begins anew in another process. */
    private Object readResolve() {
        return new TableFormats();
    }

    /** The table that a file belongs to, or may belong to; empty: none that is known. */
    public Optional<Table> of(Configuration configuration, LakeFile file) throws IOException {
        Path path = file.hadoopPath();
        return of(path.getFileSystem(configuration), path.getParent());
    }

    private Optional<Table> of(FileSystem system, @Nullable Path directory) throws IOException {
        if (directory == null) {
            return Optional.empty();
        }
        Optional<Table> before = known.getIfPresent(directory);
        if (before != null) {
            return before;
        }
        Optional<Table> here = in(system, directory);
        Optional<Table> found = isSeen(here) ? here : nearest(here, of(system, directory.getParent()));
        known.put(directory, found);
        return found;
    }

    /** A table that is seen tells more than a directory that is not. */
    private static Optional<Table> nearest(Optional<Table> here, Optional<Table> above) {
        return isSeen(above) ? above : here.or(() -> above);
    }

    private static boolean isSeen(Optional<Table> table) {
        return table.isPresent() && table.get().format() != Format.UNSEEN;
    }

    private static Optional<Table> in(FileSystem system, Path directory) throws IOException {
        try {
            if (system.exists(new Path(directory, "_delta_log"))) {
                return table(Format.DELTA, directory);
            } else if (system.exists(new Path(directory, ".hoodie"))) {
                return table(Format.HUDI, directory);
            } else if (system.exists(new Path(directory, "_spark_metadata"))) {
                return table(Format.SPARK_STREAM, directory);
            }
            return hasIcebergMetadata(system, directory) ? table(Format.ICEBERG, directory) : Optional.empty();
        } catch (AccessControlException | AccessDeniedException e) {
            return table(Format.UNSEEN, directory);
        }
    }

    private static Optional<Table> table(Format format, Path directory) {
        return Optional.of(new Table(format, directory.toString()));
    }

    private static boolean hasIcebergMetadata(FileSystem system, Path directory) throws IOException {
        try {
            RemoteIterator<FileStatus> files = system.listStatusIterator(new Path(directory, "metadata"));
            while (files.hasNext()) {
                if (files.next().getPath().getName().contains(".metadata.json")) {
                    return true;
                }
            }
            return false;
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
