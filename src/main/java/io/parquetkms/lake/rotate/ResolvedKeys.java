package io.parquetkms.lake.rotate;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.Provider.Capability;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.jspecify.annotations.Nullable;

/**
 * The two keys of a rotation, found and checked before any file is looked at.
 *
 * @param remarks what could not be checked, for people
 */
record ResolvedKeys(KeyMove move, KeyId source, KeyId destination, List<String> remarks) {

    /**
     * Asks the KMS about both.
     *
     * @throws InvalidConfigurationException if they can't be rotated from and to
     */
    static ResolvedKeys of(RotationOptions options, Kms kms, KmsKeys keys, Provider provider) {
        if (!provider.capabilities().contains(Capability.RE_ENCRYPT)) {
            throw new InvalidConfigurationException("This KMS can't re-encrypt: its keys can't be rotated");
        }
        List<String> remarks = new ArrayList<>();
        String from = pinned("--from", options.from(), kms, keys, provider, remarks);
        String to = pinned("--to", options.to(), kms, keys, provider, remarks);
        String source = provider.reEncryptSource(from, to);
        if (source == null) {
            throw new InvalidConfigurationException("Can't rotate from " + from + " to " + to
                    + ": KMS re-encrypts within one Region only. Rotate to a key of the same Region, or rewrite the files with the"
                    + " new key configured");
        }
        boolean relabels = !from.equals(to) && provider.isSameKey(from, to);
        KeyMove move = new KeyMove(from, to, source, relabels, options.fromContext(), options.toContext());
        return new ResolvedKeys(move, keys.configured(source), keys.configured(to), List.copyOf(remarks));
    }

    private static String pinned(
            String option, String key, Kms kms, KmsKeys keys, Provider provider, List<String> remarks) {
        KeyId configured = keys.configured(key);
        KeyDescription found = describe(option, configured, kms, provider, remarks);
        if (found == null) {
            return configured.value();
        } else if (!found.usable()) {
            throw new InvalidConfigurationException(option + " " + key + ": " + found.keyId() + " is " + found.state()
                    + ". Both keys must be enabled, symmetric encryption keys");
        }
        return found.keyId();
    }

    /** Null where this role may not ask, and the id says by itself which key it means. */
    private static @Nullable KeyDescription describe(
            String option, KeyId key, Kms kms, Provider provider, List<String> remarks) {
        try {
            return kms.describe(key);
        } catch (KeyAccessDeniedException e) {
            if (KeysAtHand.isPinned(provider, key.value())) {
                remarks.add("Whether " + option + " " + key + " is enabled was not checked: this role lacks "
                        + KmsOperation.DESCRIBE_KEY);
                return null;
            }
            throw e;
        }
    }
}
