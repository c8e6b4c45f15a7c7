package io.parquetkms.lake.replace;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Knows a store that has a protocol of its own for this. Found by {@link java.util.ServiceLoader}: needs a public constructor without arguments. */
public interface ReplacementFactory {

    /** Of the paths it is for. */
    Set<String> schemes();

    /**
     * For the files of one bucket.
     *
     * @throws UnsafeReplacementException where the store can't do it safely
     */
    Replacement replacement(Configuration configuration, Path path, RunId run, boolean force) throws IOException;
}
