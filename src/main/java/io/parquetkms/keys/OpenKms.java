package io.parquetkms.keys;

import io.parquetkms.activity.KmsCall;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** A KMS that is closed after its last call, and whose calls are told about. */
final class OpenKms extends ReferenceCounted {

    private final Kms kms;
    private final Consumer<KmsCall> calls;

    OpenKms(Kms kms, Consumer<KmsCall> calls) {
        this.kms = kms;
        this.calls = calls;
    }

    <T> T call(KmsOperation operation, KeyId key, Function<Kms, T> request) {
        if (!retain()) {
            throw new IllegalStateException("The keyring was closed");
        }
        long begin = System.nanoTime();
        RuntimeException failure = null;
        boolean interrupted = false;
        try {
            return request.apply(kms);
        } catch (RuntimeException e) {
            failure = e;
            interrupted = wasInterrupted(e);
            throw interrupted ? interrupted(operation, key, e) : e;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            calls.accept(new KmsCall(operation, key.value(), failure, interrupted, took));
            release();
        }
    }

    /** A KMS's client takes an interrupt for a KMS that can't be reached. */
    private static boolean wasInterrupted(RuntimeException e) {
        return Thread.currentThread().isInterrupted() && KmsError.of(e) == KmsError.UNAVAILABLE;
    }

    private static RuntimeException interrupted(KmsOperation operation, KeyId key, RuntimeException e) {
        return KmsError.UNAVAILABLE.exception(
                "Interrupted while KMS was asked for " + operation.wireName() + " with " + key
                        + ": the task was ended, the KMS did not fail",
                e);
    }

    @Override
    void end() {
        kms.close();
    }
}
