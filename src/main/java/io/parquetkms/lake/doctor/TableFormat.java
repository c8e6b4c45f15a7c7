package io.parquetkms.lake.doctor;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What manages the files of a directory. */
enum TableFormat {
    NONE,
    DELTA,
    ICEBERG,
    HUDI;

    static TableFormat at(Configuration configuration, String path) throws IOException {
        if (path.contains("*") || path.contains("{")) {
            return NONE;
        }
        Path root = new Path(path);
        FileSystem system = root.getFileSystem(configuration);
        if (system.exists(new Path(root, "_delta_log"))) {
            return DELTA;
        } else if (system.exists(new Path(root, ".hoodie"))) {
            return HUDI;
        }
        return system.exists(new Path(root, "metadata/version-hint.text"))
                        || hasAny(system.globStatus(new Path(root, "metadata/*.metadata.json")))
                ? ICEBERG
                : NONE;
    }

    private static boolean hasAny(org.apache.hadoop.fs.FileStatus[] found) {
        return found != null && found.length > 0;
    }

    boolean isMetadata(String file) {
        return this == ICEBERG && file.contains("/metadata/");
    }
}
