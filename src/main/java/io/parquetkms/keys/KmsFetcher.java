package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.DataKey;

/** KEKs from the KMS: one request for each. */
final class KmsFetcher implements KekFetcher {

    private final OpenKms kms;
    private final KeyringOptions options;
    private final Ticker ticker;

    KmsFetcher(OpenKms kms, KeyringOptions options, Ticker ticker) {
        this.kms = kms;
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
        return kms.call(request.operation(), request.key(), service -> {
            if (request instanceof KekRequest.ToWrite write) {
                return service.generateDataKey(write.key(), write.bits(), write.context());
            }
            KekRequest.ToRead read = (KekRequest.ToRead) request;
            return service.decrypt(read.key(), read.ciphertext(), read.context());
        });
    }

    @Override
    public boolean refill(KekRequest.ToWrite request, Kek kek) {
        return false;
    }
}
