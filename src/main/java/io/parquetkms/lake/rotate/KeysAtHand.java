package io.parquetkms.lake.rotate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.InterruptedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What this process can say and do about the keys that files name. Safe on any thread. */
final class KeysAtHand {

    private static final int MAX_KNOWN = 1_000;

    private final Configuration configuration;
    private final KeyAccess access;
    private final CallerKeys keys;
    private final Provider provider;
    private final KeyMove move;
    private final Patience patience;

    /** Which key an id means that does not say so by itself. */
    private final Cache<String, String> pinned =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

    KeysAtHand(Configuration configuration, KeyMove move, Patience patience) {
        this.configuration = configuration;
        this.move = move;
        this.patience = patience;
        KmsRuntime runtime = KmsRuntime.current();
        access = runtime.access(configuration);
        keys = runtime.callerKeys(access);
        provider = access.provider();
    }

    /** That keys are bound to where a file is. */
    EncryptionContext contextAt(Path file) {
        return access.encryptionContext(access.rules().of(configuration, file));
    }

    /** Whether a key is under the KMS key that is rotated away from. */
    boolean isUnderOld(HeldKey key) throws InterruptedIOException {
        String kmsKey = pinned(key.kmsKey());
        boolean isNew = kmsKey.equals(move.to()) && !move.isInPlace(); // such as another replica of the old one
        return !isNew && provider.isSameKey(move.from(), kmsKey);
    }

    private String pinned(String named) throws InterruptedIOException {
        if (!access.settings().keys().containsKey(named) && isPinned(provider, named)) {
            return named;
        }
        String known = pinned.getIfPresent(named);
        if (known == null) {
            KeyId key = keys.kmsKeys().requested(named, false);
            known = isPinned(provider, key.value())
                    ? key.value()
                    : patience.ask(() -> keys.keyring().describe(key)).keyId();
            pinned.put(named, known);
        }
        return known;
    }

    /** Whether an id says which key it means, for good: an alias may be re-pointed, a bare id is of some account and Region. */
    static boolean isPinned(Provider provider, String keyId) {
        return provider.isKeyId(keyId) && keyId.equals(provider.trustedPattern(keyId));
    }

    /** The data key behind key metadata. */
    byte[] dek(HeldKey key, EncryptionContext context) throws InterruptedIOException {
        KmsKeys trusted = keys.kmsKeys();
        return patience.ask(() -> key.isSingleWrapped()
                ? keys.keyring().unwrapDirectly(new WrappedKey(key.kmsKey(), key.wrapped()), context, trusted)
                : keys.keyring().unwrap(key.json(), context, trusted, KeyUses.UNKNOWN_DATASET));
    }

    Configuration configuration() {
        return configuration;
    }
}
