package io.parquetkms.lake.encrypt;

import io.parquetkms.kms.KmsError;
import io.parquetkms.lake.FileProblem;

/** What a failure says: of a file, or of the whole run. */
final class Failure {

    private Failure() {}

    /** Of the file; what would befall every other one is thrown on. */
    static FileProblem of(String path, Exception failure) throws Exception {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            KmsError error = KmsError.of(cause);
            if (error == KmsError.CREDENTIALS || (error != null && error.isTransient())) {
                throw failure;
            }
        }
        return FileProblem.of(path, failure);
    }
}
