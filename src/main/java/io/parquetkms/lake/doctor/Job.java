package io.parquetkms.lake.doctor;

import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The job that is asked about.
 *
 * @param configuration that its tasks would have
 * @param settings of Spark, by name; empty where it is no job of Spark's
 * @param paths that it would read or write
 * @param purpose what it does there
 */
public record Job(Configuration configuration, Map<String, String> settings, List<String> paths, Purpose purpose) {

    public Job {
        settings = Map.copyOf(settings);
        paths = List.copyOf(paths);
    }

    /** What its settings come to. @throws io.parquetkms.config.InvalidConfigurationException if they can't be used */
    public KeyAccess access() {
        return KmsRuntime.current().access(configuration);
    }
}
