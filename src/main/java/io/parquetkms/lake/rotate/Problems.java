package io.parquetkms.lake.rotate;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KmsError;
import io.parquetkms.lake.FileProblem;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Which failures say something of a file, and which say nothing of it. */
final class Problems {

    private Problems() {}

    /** Of one file; what would meet all others, too, is thrown on. */
    static <E extends Exception> FileProblem of(String path, E failure) throws E {
        KmsError error = KmsError.of(failure);
        boolean ofAll = failure instanceof InvalidConfigurationException
                || failure instanceof InterruptedIOException
                || failure instanceof ClosedByInterruptException
                || (error != null && (error.isTransient() || error == KmsError.CREDENTIALS));
        if (ofAll) {
            throw failure;
        }
        return FileProblem.of(path, failure);
    }
}
