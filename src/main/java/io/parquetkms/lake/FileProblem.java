package io.parquetkms.lake;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Printable;
import io.parquetkms.footer.IncompleteFileException;
import io.parquetkms.footer.MalformedFooterException;
import io.parquetkms.footer.NotParquetException;
import io.parquetkms.kms.KmsError;
import java.io.FileNotFoundException;
import java.io.Serializable;
import java.util.Locale;
import org.apache.hadoop.security.AccessControlException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.TagVerificationException;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing could be done with a file, in one line of a report. The others go on.
 *
 * @param path of the file, or of a directory that could not be listed
 * @param kind for scripts
 * @param reason for people, in one line
 */
public record FileProblem(String path, Kind kind, String reason) implements Serializable {

    /** What is wrong. */
    public enum Kind {
        /** It does not end as a Parquet file does. */
        NOT_PARQUET,
        /** It begins as a Parquet file and does not end as one: cut off, or still being written. */
        INCOMPLETE,
        /** Its footer or its key material makes no sense, or is not of a kind that is known. */
        MALFORMED,
        /** The KMS, or the file system, denies it. */
        DENIED,
        /** A key can't be used: disabled, deleted, not trusted. */
        KEY_UNUSABLE,
        /** It is gone, or is not as it was listed. */
        CHANGED,
        /** It could be done, but not rightly. */
        REFUSED,
        /** Anything else, such as a storage that does not answer. */
        FAILED;

        /** As reports have it: {@code not-parquet}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** From what was thrown: of the first, down its causes, that says of what kind it is. */
    public static FileProblem of(String path, Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return new FileProblem(path, kind(failure), Printable.line(message));
    }

    private static Kind kind(Exception failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            Kind kind = kindOf(one);
            if (kind != null) {
                return kind;
            }
        }
        return failure instanceof ParquetCryptoRuntimeException ? Kind.KEY_UNUSABLE : Kind.FAILED;
    }

    private static @Nullable Kind kindOf(Throwable failure) {
        if (failure instanceof FileException file) {
            return file.kind();
        }
        if (failure instanceof InvalidConfigurationException) {
            return Kind.REFUSED;
        }
        if (failure instanceof NotParquetException) {
            return Kind.NOT_PARQUET;
        }
        if (failure instanceof IncompleteFileException) {
            return Kind.INCOMPLETE;
        }
        if (isMalformed(failure)) {
            return Kind.MALFORMED;
        }
        if (failure instanceof AccessControlException) {
            return Kind.DENIED;
        }
        if (failure instanceof FileNotFoundException) {
            return Kind.CHANGED;
        }
        KmsError error = KmsError.of(failure);
        if (error == null) {
            return null;
        }
        return error == KmsError.DENIED ? Kind.DENIED : Kind.KEY_UNUSABLE;
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof MalformedFooterException
                || failure instanceof ParquetDecodingException
                || failure instanceof TagVerificationException
                || KmsError.of(failure) == KmsError.INVALID;
    }
}
