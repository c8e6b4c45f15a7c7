package io.parquetkms.benchmarks.jobs.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A dataset: some applications write it, one after the other, and some read it.
 *
 * @param keys KMS keys, the footer's among them; the encrypted columns are shared out evenly among the others (a single key is
 *     that of everything)
 * @param columns encrypted columns in each file; readers read all of them
 * @param files that one append writes; one that Spark splits to read counts once for each split
 * @param writing an application that writes
 * @param appends how many of them there are
 * @param reading an application that reads
 * @param span of how many appends it reads the files
 * @param reads how many of them there are
 */
public record Job(
        int keys,
        int columns,
        long files,
        Application writing,
        long appends,
        Application reading,
        long span,
        long reads) {

    /**
     * @param executors that share the files evenly
     * @param time how long it takes
     * @param readsAllOnEach whether each executor opens each file; otherwise each file is opened by one, at random
     */
    public record Application(int executors, Duration time, boolean readsAllOnEach) {

        public Application {
            if (executors < 1 || time.toMillis() < 1) {
                throw new IllegalArgumentException("Executors and time must be positive");
            }
        }

        /** An executor without a file needs no keys. */
        long atWork(long files) {
            return readsAllOnEach ? executors : Math.min(executors, files);
        }

        /** How many times keys last over an executor's work; no more than it has files. */
        long lifetimes(Duration lifetime, long files) {
            return Math.min(Math.max(1, files), ceil(time.toMillis(), lifetime.toMillis()));
        }
    }

    public Job {
        if (keys < 1 || columns < 0 || files < 1 || appends < 1 || reads < 0 || span < 1) {
            throw new IllegalArgumentException("Keys, files, appends and span must be positive, and nothing negative");
        }
        if (columns < keys - 1) {
            throw new IllegalArgumentException(
                    "One of %d keys is the footer's; %d columns leave others without one".formatted(keys, columns));
        }
        if (span > appends) {
            throw new IllegalArgumentException("Can't read " + span + " appends of " + appends);
        }
    }

    /** For each key, how many data keys of one append are wrapped with it. */
    List<Long> deks() {
        if (keys == 1) {
            return List.of(files * (1 + columns));
        }
        List<Long> deks = new ArrayList<>(List.of(files));
        int others = keys - 1;
        for (int key = 0; key < others; key++) {
            deks.add(files * (columns / others + (key < columns % others ? 1 : 0)));
        }
        return deks;
    }

    /** The files that one reading application finds. */
    long filesToRead() {
        return span * files;
    }

    static long ceil(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
    }
}
