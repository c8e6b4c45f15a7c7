package io.parquetkms.lake.rotate;

import io.parquetkms.kms.Kms;
import io.parquetkms.lake.LakeListing;
import io.parquetkms.lake.Workers;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.KeyAccessDeniedException;

/**
 * Puts the keys of files under another KMS key. Data keys and pages stay as they are, and so do sizes, wherever they can: what changes is a
 * footer. Each distinct wrapped key is re-encrypted by the KMS once, so that what takes long is going through the files.
 *
 * <pre>{@code
 * try (Workers workers = new LocalWorkers(configuration, 16)) {
 *     Rotation rotation = Rotation.of(configuration, RotationOptions.of("alias/old", "alias/new"));
 *     System.out.println(rotation.plan(List.of("s3a://bucket/table"), workers, file -> {}));
 *     System.out.println(rotation.run(List.of("s3a://bucket/table"), workers, file -> {}));
 * }
 * }</pre>
 *
 * <p>It can be ended at any moment: each file is the old one or the new one, and both can be read with what they need. Started again, it
 * goes on where it was, for a file's footer says whether it is done. For one thread.
 */
public final class Rotation {

    private final Configuration configuration;
    private final RotationOptions options;

    private Rotation(Configuration configuration, RotationOptions options) {
        this.configuration = configuration;
        this.options = options;
    }

    /**
     * Asks nobody yet.
     *
     * @param configuration of a job that reads the files
     */
    public static Rotation of(Configuration configuration, RotationOptions options) {
        return new Rotation(configuration, options);
    }

    /**
     * What it would do, as far as it can be known before. Writes nothing and re-encrypts nothing.
     *
     * @param paths files, directories and globs
     * @param files told of each, by this thread
     * @throws io.parquetkms.config.InvalidConfigurationException if it can't be done with these keys
     */
    public RotationSummary plan(List<String> paths, Workers workers, Consumer<RotatedFile> files) throws IOException {
        return rotate(paths, workers, files, Evidence.none(), true);
    }

    /**
     * Does it.
     *
     * @param paths files, directories and globs
     * @param files told of each, by this thread
     * @throws io.parquetkms.config.InvalidConfigurationException if it can't be done with these keys
     * @throws KeyAccessDeniedException if this role may not re-encrypt, saying what to grant
     */
    public RotationSummary run(List<String> paths, Workers workers, Consumer<RotatedFile> files) throws IOException {
        return rotate(paths, workers, files, Evidence.none(), false);
    }

    /**
     * Does it, and writes down what was done.
     *
     * @param journal a directory on any file system. Where runs that were killed have written it, what they left behind is removed as
     *     their files are rotated, and with the same KMS key what they did is not done again
     */
    public RotationSummary run(List<String> paths, Workers workers, Consumer<RotatedFile> files, String journal)
            throws IOException {
        List<String> what = new ArrayList<>(List.of("rotate", "--from", options.from(), "--to", options.to()));
        what.addAll(paths);
        try (Evidence evidence = Evidence.in(configuration, journal, what)) {
            return rotate(paths, workers, files, evidence, false);
        }
    }

    private RotationSummary rotate(
            List<String> paths, Workers workers, Consumer<RotatedFile> files, Evidence evidence, boolean plan)
            throws IOException {
        options.check();
        KeyAccess access = KmsRuntime.current().access(configuration);
        try (Kms kms = access.provider().open()) {
            ResolvedKeys keys = ResolvedKeys.of(options, kms, access.keys(), access.provider());
            Tally tally = new Tally(files);
            LakeListing all = new LakeListing(configuration, paths, tally::problem);
            try (RotationRun run = new RotationRun(options, access.provider(), kms, keys, workers, tally, evidence)) {
                return plan ? run.plan(all) : run.rotate(all);
            }
        }
    }
}
