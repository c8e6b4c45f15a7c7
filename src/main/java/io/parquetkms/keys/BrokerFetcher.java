package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Statistics;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * KEKs from a broker, who has fetched them for other processes too; from the KMS where the broker can't be reached, so that
 * no job fails for the broker's sake.
 */
final class BrokerFetcher implements KekFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFetcher.class);

    private final KekBroker broker;
    private final OpenKms kms;
    private final KekFetcher direct;
    private final Ticker ticker;
    private final Statistics statistics;

    BrokerFetcher(KekBroker broker, OpenKms kms, KekFetcher direct, Ticker ticker, Statistics statistics) {
        this.broker = broker;
        this.kms = kms;
        this.direct = direct;
        this.ticker = ticker;
        this.statistics = statistics;
    }

    @Override
    public Kek fetch(KekRequest request) {
        long asked = ticker.read();
        KekGrant grant = broker.request(request);
        KekGrant usable = grant == null ? null : usable(grant, request);
        if (usable == null) {
            return direct.fetch(request);
        }
        statistics.gotFromBroker();
        return Kek.of(usable, asked);
    }

    /** The grant, with the key itself; null where it is of no use. */
    private @Nullable KekGrant usable(KekGrant grant, KekRequest request) {
        if (request instanceof KekRequest.ToWrite && grant.deks() < 1) {
            wipe(grant); // used up before its first use, it would be asked for again and again
            return null;
        }
        return grant.plaintext() == null ? unwrap(grant, request) : grant;
    }

    /** Null: this process may make KEKs of its own, but not unwrap others. */
    private @Nullable KekGrant unwrap(KekGrant grant, KekRequest request) {
        try {
            DataKey key = kms.call(
                    KmsOperation.DECRYPT,
                    request.key(), // not what the broker says of it
                    service -> service.decrypt(request.key(), grant.wrapped().ciphertext(), request.context()));
            return grant.unwrapped(key);
        } catch (KeyAccessDeniedException e) {
            LOG.info("Making a key of our own: this process may not unwrap the driver's ({})", e.getMessage());
            return null;
        }
    }

    /** A broker that gives the same KEK again allows more DEKs with it. */
    @Override
    public boolean refill(KekRequest.ToWrite request, Kek kek) {
        KekGrant grant = brokersAnswer(request);
        if (grant == null) {
            return false;
        }
        wipe(grant);
        if (!grant.id().equals(kek.encodedId())) {
            return false; // it is asked for again, and then taken
        }
        kek.addDeks(grant.deks());
        return grant.deks() > 0;
    }

    private static void wipe(KekGrant grant) {
        if (grant.plaintext() != null) {
            grant.plaintext().wipe();
        }
    }

    private @Nullable KekGrant brokersAnswer(KekRequest request) {
        try {
            return broker.request(request);
        } catch (RuntimeException e) {
            if (KmsError.of(e) == null) {
                throw e;
            }
            return null; // asking for a new one will tell
        }
    }
}
