package io.parquetkms.lake.rotate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * Which table formats write down the sizes of their files, and so can't read them once they have another size. Looks at a directory once.
 * Safe on any thread.
 */
final class TableFormats {

    private static final int MAX_KNOWN = 10_000;

    private final Configuration configuration;
    private final Cache<Path, Optional<String>> known =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

    TableFormats(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The format and the place of the table that a file belongs to, for people; null: none that is known. */
    @Nullable
    String tableOf(Path file) throws IOException {
        Path parent = file.getParent();
        return parent == null ? null : above(file.getFileSystem(configuration), parent);
    }

    private @Nullable String above(FileSystem system, Path directory) throws IOException {
        Optional<String> before = known.getIfPresent(directory);
        if (before != null) {
            return before.orElse(null);
        }
        String here = in(system, directory);
        Path parent = directory.getParent();
        String found = here != null || parent == null ? here : above(system, parent);
        known.put(directory, Optional.ofNullable(found));
        return found;
    }

    private static @Nullable String in(FileSystem system, Path directory) throws IOException {
        if (system.exists(new Path(directory, "_delta_log"))) {
            return "Delta table " + directory;
        } else if (system.exists(new Path(directory, ".hoodie"))) {
            return "Hudi table " + directory;
        } else if (system.exists(new Path(directory, "_spark_metadata"))) {
            return "stream's output (_spark_metadata) " + directory;
        }
        return hasIcebergMetadata(system, new Path(directory, "metadata")) ? "Iceberg table " + directory : null;
    }

    private static boolean hasIcebergMetadata(FileSystem system, Path metadata) throws IOException {
        try {
            RemoteIterator<FileStatus> files = system.listStatusIterator(metadata);
            while (files.hasNext()) {
                if (files.next().getPath().getName().endsWith(".metadata.json")) {
                    return true;
                }
            }
            return false;
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
