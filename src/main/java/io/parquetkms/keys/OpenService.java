package io.parquetkms.keys;

import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.MasterKeyService;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A master key service that is closed after its last call, and whose calls are told about. */
final class OpenService extends Leased {

    private final MasterKeyService service;
    private final Consumer<KmsCall> calls;

    OpenService(MasterKeyService service, Consumer<KmsCall> calls) {
        this.service = service;
        this.calls = calls;
    }

    <T> T call(KmsOperation operation, String keyId, Function<MasterKeyService, T> request) {
        if (!acquire()) {
            throw new IllegalStateException("The keyring was closed");
        }
        long begin = System.nanoTime();
        RuntimeException failure = null;
        try {
            return request.apply(service);
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            tell(operation, keyId, failure, Duration.ofNanos(System.nanoTime() - begin));
            release();
        }
    }

    private void tell(KmsOperation operation, String keyId, @Nullable RuntimeException failure, Duration took) {
        calls.accept(new KmsCall(operation, keyId, failure, took));
    }

    @Override
    void end() {
        service.close();
    }
}
