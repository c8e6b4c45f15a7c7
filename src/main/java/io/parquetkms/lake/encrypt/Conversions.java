package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.Journal;
import io.parquetkms.lake.LakeListing;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * Encrypts files that stand there in plaintext, as the job's rules and policy say of new ones; or decrypts them. Modules are copied and
 * not decoded. Each file is read back in full by Parquet, with keys that the KMS has decrypted, before it replaces the original.
 *
 * <pre>{@code
 * try (Workers workers = new LocalWorkers(configuration, 4)) {
 *     Conversions encryption = Conversions.encrypting(configuration);
 *     encryption.plan(List.of("s3a://lake/customers"), workers, System.out::println);
 *     encryption.run(List.of("s3a://lake/customers"), workers, System.out::println, "s3a://lake/journals/customers");
 * }
 * }</pre>
 *
 * <p>It can be ended at any moment: each file is the old one or the new one. Started again, it goes on where it was, for a file's footer
 * says whether it is done. For one thread.
 */
public final class Conversions {

    private final Configuration configuration;
    private final String name;
    private final boolean force;
    private final Function<Attempt, FileWork<Converted>> work;

    private Conversions(
            Configuration configuration, String name, boolean force, Function<Attempt, FileWork<Converted>> work) {
        this.configuration = configuration;
        this.name = name;
        this.force = force;
        this.work = work;
    }

    /** With the keys and rules that a job with this configuration would write such files with. */
    public static Conversions encrypting(Configuration configuration) {
        return new Conversions(configuration, "encrypt", false, Encrypt::new);
    }

    /** The way back. */
    public static Conversions decrypting(Configuration configuration) {
        return new Conversions(configuration, "decrypt", false, Decrypt::new);
    }

    /** Whether files are done even where a table format knows their size, or may. */
    public Conversions forceSize(boolean forced) {
        return new Conversions(configuration, name, forced, work);
    }

    /**
     * Says what would be done.
     *
     * @param paths files, directories, or globs
     * @param results told of each file, by this thread, in no order
     * @throws IOException if a path means nothing, or an error ended it
     */
    public void plan(List<String> paths, Workers workers, Consumer<Converted> results) throws IOException {
        workers.forEach(listing(paths, results), work.apply(Attempt.plan(force)), results);
    }

    /**
     * Does it, and returns when all are done.
     *
     * @param paths files, directories, or globs
     * @param results told of each file, by this thread, in no order
     * @throws IOException if a path means nothing, or an error ended it: what was done before is done
     */
    public void run(List<String> paths, Workers workers, Consumer<Converted> results) throws IOException {
        Attempt attempt = Attempt.run(name + "-" + UUID.randomUUID(), List.of(), force);
        workers.forEach(listing(paths, results), work.apply(attempt), results);
    }

    /**
     * Does it, and writes down what was done.
     *
     * @param journal a directory on any file system. Where runs that were killed have written it, what they left behind is removed
     */
    public void run(List<String> paths, Workers workers, Consumer<Converted> results, String journal)
            throws IOException {
        List<String> what = new ArrayList<>(List.of(name));
        what.addAll(paths);
        try (Journal opened = Journal.open(configuration, journal, what)) {
            Evidence evidence = new Evidence(opened);
            Consumer<Converted> written = evidence.before(results);
            Attempt attempt = Attempt.run(opened.run(), opened.earlierRuns(), force);
            workers.forEach(evidence.planning(listing(paths, written)), work.apply(attempt), written);
        }
    }

    private LakeListing listing(List<String> paths, Consumer<Converted> results) throws IOException {
        Consumer<FileProblem> unlisted = problem ->
                results.accept(new Converted(problem.path(), Outcome.PROBLEM, problem, 0, 0, 0, List.of(), ""));
        return new LakeListing(configuration, paths, unlisted);
    }
}
