package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.DataKey;

/** KEKs from the KMS: one request for each. */
final class KmsKeks implements KekSource {

    private final OpenService service;
    private final KeyringOptions options;
    private final Ticker ticker;

    KmsKeks(OpenService service, KeyringOptions options, Ticker ticker) {
        this.service = service;
        this.options = options;
        this.ticker = ticker;
    }

    /** The age counts from before the call: it is never longer than the configuration says. */
    @Override
    public Kek fetch(KekRequest request) {
        long asked = ticker.read();
        return Kek.of(ask(request), asked, options);
    }

    private DataKey ask(KekRequest request) {
        return service.call(request.operation(), request.keyId(), kms -> {
            if (request instanceof KekRequest.ToWrite write) {
                return kms.generateDataKey(write.keyId(), write.bits(), write.context());
            }
            KekRequest.ToRead read = (KekRequest.ToRead) request;
            return kms.decrypt(read.wrapped(), read.context());
        });
    }

    @Override
    public boolean refill(KekRequest.ToWrite request, Kek kek) {
        return false;
    }
}
