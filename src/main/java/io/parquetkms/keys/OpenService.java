package io.parquetkms.keys;

import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.MasterKeyService;
import java.util.function.Function;

/** A master key service that is closed after its last call, and whose calls are counted. */
final class OpenService extends Leased {

    private final MasterKeyService service;
    private final Statistics statistics;

    OpenService(MasterKeyService service, Statistics statistics) {
        this.service = service;
        this.statistics = statistics;
    }

    <T> T call(KmsOperation operation, Function<MasterKeyService, T> request) {
        if (!acquire()) {
            throw new IllegalStateException("The keyring was closed");
        }
        boolean succeeded = false;
        try {
            T answer = request.apply(service);
            succeeded = true;
            return answer;
        } finally {
            statistics.called(operation, succeeded);
            release();
        }
    }

    @Override
    void end() {
        service.close();
    }
}
