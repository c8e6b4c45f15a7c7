package io.parquetkms.parquet;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.Caller;
import io.parquetkms.keys.Keyring;
import io.parquetkms.keys.Keyrings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.MasterKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The keys of the user who was there when this was made: engines may use them on other threads later. Safe on any thread;
 * asks for nothing until it is used.
 */
final class CallerKeys {

    private static final LoadingCache<Settings, MasterKeys> MASTER_KEYS =
            Caffeine.newBuilder().weakKeys().build(MasterKeys::of);

    private final Settings settings;
    private final Caller caller;

    CallerKeys(Settings settings) {
        this.settings = settings;
        caller = new Caller(currentUser(), settings.accessToken());
    }

    Keyring keyring() {
        return Keyrings.of(caller, settings);
    }

    MasterKeys masterKeys() {
        return MASTER_KEYS.get(settings);
    }

    EncryptionContext context() {
        return new EncryptionContext(settings.encryptionContext());
    }

    private static String currentUser() {
        try {
            return UserGroupInformation.getCurrentUser().getUserName();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell the current Hadoop user", e);
        }
    }
}
