package io.parquetkms.lake.encrypt;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Printable;
import io.parquetkms.kms.KmsError;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.encrypt.SameContent.DifferentException;
import io.parquetkms.lake.encrypt.SourceFile.EndException;
import io.parquetkms.lake.replace.FileChangedException;
import java.io.EOFException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.TagVerificationException;
import org.jspecify.annotations.Nullable;

/** What a failure says: of a file, or of the whole run. */
final class Failure {

    private Failure() {}

    /** Of the file; what would befall every other one is thrown on. */
    static FileProblem of(String path, Exception failure) throws Exception {
        Throwable cause = failure;
        for (Throwable inner = failure; inner != null; inner = inner.getCause()) {
            KmsError error = KmsError.of(inner);
            if (error == KmsError.CREDENTIALS || (error != null && error.isTransient())) {
                throw failure;
            }
            if (kind(inner) != null) {
                cause = inner;
                break;
            }
        }
        Kind kind = kind(cause);
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return kind == null ? FileProblem.of(path, failure) : new FileProblem(path, kind, Printable.line(message));
    }

    private static @Nullable Kind kind(Throwable failure) {
        if (failure instanceof EndException end) {
            return end.begun() ? Kind.INCOMPLETE : Kind.NOT_PARQUET;
        }
        if (failure instanceof FileChangedException) {
            return Kind.CHANGED;
        }
        if (failure instanceof MalformedFileException
                || failure instanceof EOFException
                || failure instanceof TagVerificationException) {
            return Kind.MALFORMED;
        }
        if (failure instanceof RefusedException || failure instanceof InvalidConfigurationException) {
            return Kind.REFUSED;
        }
        if (failure instanceof DifferentException) {
            return Kind.FAILED;
        }
        return failure instanceof ParquetCryptoRuntimeException && KmsError.of(failure) == KmsError.DENIED
                ? Kind.DENIED
                : null;
    }
}
