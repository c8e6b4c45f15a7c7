package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Statistics;
import io.parquetkms.keys.KekAnswer.Granted;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * KEKs from a broker, who has fetched them for other processes too; from the KMS where the broker does not fetch them or can't be
 * reached, so that no job fails for the broker's sake.
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
        KekAnswer answer = broker.request(request);
        Kek kek = answer instanceof Granted granted ? kek(granted.grant(), request, asked) : null;
        if (kek == null) {
            return fetchDirectly(request, answer);
        }
        statistics.gotFromBroker();
        return kek;
    }

    private Kek fetchDirectly(KekRequest request, KekAnswer answer) {
        try {
            return direct.fetch(request);
        } catch (ParquetCryptoRuntimeException e) {
            KmsError error = KmsError.of(e);
            throw error == KmsError.DENIED || error == KmsError.CREDENTIALS ? withoutRights(answer, error, e) : e;
        }
    }

    /** A process that gets its keys from a broker may well have no rights: then it is the broker that is missing. */
    private static ParquetCryptoRuntimeException withoutRights(
            KekAnswer answer, KmsError error, ParquetCryptoRuntimeException e) {
        if (answer instanceof KekAnswer.Unavailable unavailable) {
            return KmsError.UNAVAILABLE.exception(
                    "The driver gave no key (" + unavailable.why() + "), and this process can't get it by itself: "
                            + e.getMessage(),
                    e);
        }
        return answer instanceof KekAnswer.AskKms direct && !direct.why().isEmpty()
                ? error.exception(e.getMessage() + ". Asked by this process itself: " + direct.why(), e)
                : e;
    }

    /** Null where the grant is of no use. */
    private @Nullable Kek kek(KekGrant grant, KekRequest request, long asked) {
        if (request instanceof KekRequest.ToWrite && grant.deks() < 1) {
            wipe(grant); // used up before its first use, it would be asked for again and again
            return null;
        }
        if (grant.plaintext() != null) {
            return Kek.of(grant, asked);
        }
        KekGrant unwrapped = unwrap(grant, request);
        return unwrapped == null ? null : Kek.unwrapped(unwrapped, asked);
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
            return broker.request(request) instanceof Granted granted ? granted.grant() : null;
        } catch (RuntimeException e) {
            if (KmsError.of(e) == null) {
                throw e;
            }
            return null; // asking for a new one will tell
        }
    }
}
