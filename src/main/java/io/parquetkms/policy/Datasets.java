package io.parquetkms.policy;

import io.parquetkms.config.Printable;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Which dataset a file belongs to: the directory that a user would name. */
public final class Datasets {

    private Datasets() {}

    /**
     * The dataset of a file, without the directories of partitions ({@code date=2026-11-01}) and without those that
     * {@linkplain Committers committers} write to first. Asks no file system.
     *
     * @param configuration of the job that writes or reads it
     * @return empty where the path is not known
     */
    public static String of(Configuration configuration, @Nullable Path file) {
        if (file == null) {
            return "";
        }
        return withoutPartitions(withoutName(Printable.line(Place.destination(configuration, file))));
    }

    /**
     * Whether two directories are one, or one of them is below the other, whichever way their paths spell that. Asks no file system, but
     * follows local symbolic links.
     *
     * @param configuration of the job that writes or reads there
     */
    public static boolean overlap(Configuration configuration, Path directory, Path other) {
        return Place.of(configuration, directory).overlaps(Place.of(configuration, other));
    }

    /** The partition columns that a path names, as in {@code date=2026-11-01/}. */
    static Set<String> partitions(@Nullable Path file) {
        String path = file == null ? "" : file.toUri().getPath();
        return path.indexOf('=') < 0 ? Set.of() : new Partitions(path).columns();
    }

    /** The same, of a file that is read; in the order of the path. */
    public static List<String> partitionColumns(Path file) {
        return List.copyOf(partitions(file));
    }

    /** A file's name for messages. */
    public static String nameOf(@Nullable Path file) {
        return file == null ? "a file" : Printable.line(file.toString());
    }

    private static String withoutPartitions(String directory) {
        String dataset = directory;
        while (dataset.indexOf('=', dataset.lastIndexOf('/') + 1) > 0 && dataset.lastIndexOf('/') > 0) {
            dataset = withoutName(dataset);
        }
        return dataset;
    }

    private static String withoutName(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? path : path.substring(0, slash);
    }
}
