package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeListing;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * {@link Encrypt} or {@link Decrypt} for all files below some paths:
 *
 * <pre>{@code
 * try (Workers workers = new LocalWorkers(configuration, 4)) {
 *     Conversions.forEach(workers, configuration, List.of("s3a://lake/customers"), Encrypt.plan(), System.out::println);
 * }
 * }</pre>
 */
public final class Conversions {

    private Conversions() {}

    /**
     * Does it, and returns when all are done. What is done already is found so, and the rest is done: a run that was ended is begun again.
     *
     * @param configuration of the job that would write such files
     * @param paths files, directories, or globs
     * @param results told of each file, by this thread, in no order
     * @throws IOException if a path means nothing, or the run was ended: what was done before is done
     */
    public static void forEach(
            Workers workers,
            Configuration configuration,
            List<String> paths,
            FileWork<Converted> work,
            Consumer<Converted> results)
            throws IOException {
        Consumer<FileProblem> unlisted = problem ->
                results.accept(new Converted(problem.path(), Outcome.PROBLEM, problem, 0, 0, 0, List.of(), ""));
        workers.forEach(new LakeListing(configuration, paths, unlisted), work, results);
    }
}
