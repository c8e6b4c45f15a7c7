package io.parquetkms.lake;

import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * What is done with each file. It may be sent to Spark's executors, and is called by several threads at once: no state that is not
 * thread-safe.
 *
 * @param <R> what comes of one file
 */
@FunctionalInterface
public interface FileWork<R extends Serializable> extends Serializable {

    /**
     * Does it. What is wrong with the file is a part of the result, so that the others go on.
     *
     * @param configuration of the job
     * @throws Exception what ends the whole run, such as a KMS that can't be reached
     */
    R with(Configuration configuration, LakeFile file) throws Exception;
}
