package io.parquetkms.spark.enforce;

import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.TaskFiles;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The files of one task: where each will be, and whether it may be there as it is. Of one thread. */
final class TaskOutput {

    /** By where the task writes them. */
    private final Map<Path, Path> destinations = new LinkedHashMap<>();

    /** A file that the task is about to write. */
    String begin(String written, Path directory) {
        Path path = new Path(written);
        Path destination = new Path(directory, path.getName());
        destinations.put(path, destination);
        TaskFiles.begin(path, destination);
        return written;
    }

    /**
     * Looks at each, now that it is closed.
     *
     * @throws UnencryptedFileException naming one that must be encrypted, and is not
     */
    void check(Configuration configuration) {
        if (destinations.isEmpty()) {
            return;
        }
        KeyAccess access = KmsRuntime.current().access(configuration);
        destinations.forEach((written, destination) -> {
            PlaceRules place = access.rules().of(configuration, destination);
            if (place.required() && !WrittenFile.mayBeCommitted(configuration, written)) {
                throw new UnencryptedFileException("Refusing to commit " + destination + ", which is not encrypted: "
                        + access.rules().reason(configuration, destination)
                        + ". Write it as Parquet, by Spark's own writer and with parquet-kms's crypto factory");
            }
        });
    }

    void end() {
        destinations.keySet().forEach(TaskFiles::end);
        destinations.clear();
    }
}
