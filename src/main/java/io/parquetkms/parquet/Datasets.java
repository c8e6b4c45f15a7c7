package io.parquetkms.parquet;

import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Which dataset a file belongs to: the directory that a user would name. */
final class Datasets {

    private Datasets() {}

    /**
     * The dataset of a file, without the directories of partitions ({@code date=2026-11-01}) and without those that committers
     * write to first ({@code _temporary}, Spark's {@code .spark-staging-…}, S3A's {@code __magic…}).
     *
     * @return empty where the path is not known
     */
    static String of(@Nullable Path file) {
        if (file == null) {
            return "";
        }
        Path dataset = file.getParent() == null ? file : file.getParent();
        for (Path path = dataset; path != null && path.getParent() != null; path = path.getParent()) {
            if (isStaging(path.getName())) {
                dataset = path.getParent();
            }
        }
        while (dataset.getParent() != null && dataset.getName().indexOf('=') > 0) {
            dataset = dataset.getParent();
        }
        return dataset.toString();
    }

    private static boolean isStaging(String directory) {
        return directory.equals("_temporary")
                || directory.startsWith(".spark-staging")
                || directory.startsWith("__magic");
    }
}
