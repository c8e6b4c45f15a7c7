package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.ReplacementFactory;
import io.parquetkms.lake.replace.RunId;
import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** For paths of S3, whichever file system reads them. Knows no class of the SDK, which may be missing. */
public final class S3ReplacementFactory implements ReplacementFactory {

    /** For {@link java.util.ServiceLoader}. */
    public S3ReplacementFactory() {}

    @Override
    public Set<String> schemes() {
        return Set.of("s3", "s3a", "s3n");
    }

    @Override
    public Replacement replacement(Configuration configuration, Path path, RunId run, boolean force)
            throws IOException {
        S3Settings settings = S3Settings.of(configuration, path.toUri().getAuthority());
        try {
            return S3Buckets.replacement(settings, run, force);
        } catch (LinkageError e) {
            throw new IOException(
                    "Missing on the class path: the S3 client of the AWS SDK (" + e.getMessage()
                            + "). The jar parquet-kms-tools has it",
                    e);
        }
    }
}
