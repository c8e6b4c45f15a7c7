package io.parquetkms.lake.rotate;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Printable;
import io.parquetkms.footer.IncompleteFileException;
import io.parquetkms.footer.MalformedFooterException;
import io.parquetkms.footer.NotParquetException;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KmsError;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.replace.FileChangedException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.apache.parquet.crypto.TagVerificationException;
import org.jspecify.annotations.Nullable;

/** What failures say of a file, and which say nothing of it. */
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
        Kind kind = kind(failure);
        return kind == null
                ? FileProblem.of(path, failure)
                : new FileProblem(path, kind, Printable.line(String.valueOf(failure.getMessage())));
    }

    private static @Nullable Kind kind(Exception failure) {
        if (failure instanceof NotParquetException) {
            return Kind.NOT_PARQUET;
        } else if (failure instanceof IncompleteFileException) {
            return Kind.INCOMPLETE;
        } else if (failure instanceof MalformedFooterException
                || failure instanceof TagVerificationException
                || failure instanceof InvalidKeyMaterialException) {
            return Kind.MALFORMED;
        } else if (failure instanceof FileChangedException) {
            return Kind.CHANGED;
        }
        return failure instanceof RefusedFileException ? Kind.REFUSED : null;
    }
}
