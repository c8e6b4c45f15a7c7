package io.parquetkms.parquet;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.Caller;
import io.parquetkms.keys.Keyring;
import io.parquetkms.keys.Keyrings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.MasterKeys;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the user who was there when this was made: engines may use them on other threads later. Safe on any thread;
 * asks for nothing until it is used.
 */
final class CallerKeys {

    private static final LoadingCache<Settings, MasterKeys> MASTER_KEYS =
            Caffeine.newBuilder().weakKeys().build(MasterKeys::of);

    private final Settings settings;
    private final Caller caller;
    private final EncryptionContext context;
    private volatile @Nullable MasterKeys masterKeys;

    CallerKeys(Settings settings) {
        this.settings = settings;
        caller = Caller.current(settings.accessToken());
        context = new EncryptionContext(settings.encryptionContext());
    }

    Keyring keyring() {
        return Keyrings.of(caller, settings);
    }

    MasterKeys masterKeys() {
        MasterKeys known = masterKeys;
        if (known == null) {
            known = MASTER_KEYS.get(settings);
            masterKeys = known;
        }
        return known;
    }

    EncryptionContext context() {
        return context;
    }
}
