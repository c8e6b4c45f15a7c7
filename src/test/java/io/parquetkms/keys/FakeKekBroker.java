package io.parquetkms.keys;

import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A broker whose answers the test sets, and who remembers what it was asked and what it lent. */
public final class FakeKekBroker implements KekBroker {

    /** Everything it was asked, in order. */
    public final List<KekRequest> asked = Collections.synchronizedList(new ArrayList<>());

    /** Every key that it gave away, to see whether it was wiped. */
    final List<KeyBytes> handedOut = Collections.synchronizedList(new ArrayList<>());

    /** How many DEKs it allowed with each KEK, by KEK id. */
    final Map<String, Long> lent = new ConcurrentHashMap<>();

    /** Who asks more often does so without end. */
    private static final int MAX_REQUESTS = 10_000;

    private volatile Function<KekRequest, KekAnswer> answer = request -> new KekAnswer.AskKms("");

    /** A KEK of the broker's, which it may give several times. */
    record Stock(String id, KeyBytes key, WrappedKey wrapped) {}

    /** A new KEK, wrapped by the service under that KMS key. */
    static Stock stock(FakeKms service, String keyId) {
        KeyBytes key = KeyBytes.random(128);
        String id = Base64.getEncoder().encodeToString(KeyBytes.randomBytes(16));
        return new Stock(id, key, service.encrypt(KmsByName.key(keyId), key, EncryptionContext.NONE));
    }

    /** A grant with the key itself. */
    KekGrant plaintext(Stock kek, Duration left, Duration end, long deks) {
        byte[] bytes = kek.key().toByteArray();
        KeyBytes copy = KeyBytes.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        handedOut.add(copy);
        lent.merge(kek.id(), deks, Long::sum);
        return new KekGrant(
                kek.id(), kek.wrapped(), copy, left, end, deks, "request-of-the-driver", "material-of-the-driver");
    }

    /** A grant that the receiver has to unwrap. */
    KekGrant wrapped(Stock kek, Duration left, Duration end, long deks) {
        lent.merge(kek.id(), deks, Long::sum);
        return new KekGrant(
                kek.id(), kek.wrapped(), null, left, end, deks, "request-of-the-driver", "material-of-the-driver");
    }

    /** From now on it answers like this; null: ask the KMS. */
    void answer(Function<KekRequest, @Nullable KekGrant> function) {
        answer = request -> {
            KekGrant grant = function.apply(request);
            return grant == null ? new KekAnswer.AskKms("") : new KekAnswer.Granted(grant);
        };
    }

    /** From now on it says this. */
    void say(KekAnswer always) {
        answer = request -> always;
    }

    /** From now on it fails like this. */
    public void fail(KmsError error) {
        answer = request -> {
            throw error.exception("the broker: " + error, null);
        };
    }

    @Override
    public KekAnswer request(KekRequest request) {
        asked.add(request);
        if (asked.size() > MAX_REQUESTS) {
            throw new AssertionError("asked without end");
        }
        return answer.apply(request);
    }
}
