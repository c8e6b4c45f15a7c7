package io.parquetkms.lake;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Where files are worked on: by threads of this process ({@link LocalWorkers}), or by Spark's executors. */
public interface Workers extends AutoCloseable {

    /**
     * What each process does once.
     *
     * @param <R> what comes of it
     */
    @FunctionalInterface
    interface ProcessWork<R extends Serializable> extends Serializable {

        /** Does it. */
        R with(Configuration configuration) throws Exception;
    }

    /**
     * Works on files, many at a time, and returns when all are done. Neither the files nor the results are ever all in memory.
     *
     * @param files read by this thread
     * @param results told of each, by this thread, in no order
     * @throws IOException if one ended the run: what was done before is done
     */
    <R extends Serializable> void forEach(Iterator<LakeFile> files, FileWork<R> work, Consumer<R> results)
            throws IOException;

    /**
     * Does something once in each process that works on files: here first, then on each executor.
     *
     * @return what came of it, by the process's name: {@code local} or {@code driver}, and executors' ids
     */
    <R extends Serializable> List<Answer<R>> inEachProcess(ProcessWork<R> work) throws IOException;

    /**
     * What came of a process.
     *
     * @param process its name
     */
    record Answer<R extends Serializable>(String process, R result) {}

    /** How many files are worked on at a time. */
    int slots();

    /** Ends the threads; what is under way is interrupted. */
    @Override
    void close();
}
