package io.parquetkms.spark;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider.Capability;
import io.parquetkms.process.KeyAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the KMS about each named key before the application begins: three requests for each. A key that can't be used by anyone
 * ends the application; a right that is lacking is only told, since a job may write what it can't read, and the other way
 * round.
 */
final class PreflightCheck {

    private static final Logger LOG = LoggerFactory.getLogger(PreflightCheck.class);

    private static final List<KmsOperation> RIGHTS = List.of(KmsOperation.GENERATE_DATA_KEY, KmsOperation.DECRYPT);

    private final Kms kms;
    private final EncryptionContext context;
    private final boolean dryRuns;
    private final List<String> wrong = new ArrayList<>();
    private long requests;

    private PreflightCheck(Kms kms, KeyAccess access) {
        this.kms = kms;
        context = access.encryptionContext();
        dryRuns = access.provider().capabilities().contains(Capability.DRY_RUN);
    }

    /**
     * Asks.
     *
     * @return how many requests that took
     * @throws InvalidConfigurationException naming every key that can't be used
     */
    static long run(KeyAccess access) {
        try (Kms kms = access.provider().open()) {
            PreflightCheck check = new PreflightCheck(kms, access);
            Map<String, String> ofPolicy = access.settings().policyKeys().names();
            access.keys()
                    .named()
                    .forEach((name, keyId) -> check.check(
                            ofPolicy.containsKey(name) ? "policy key '" + name + "'" : KmsProperties.KEY + name,
                            keyId));
            check.failIfWrong();
            return check.requests;
        }
    }

    private void check(String key, KeyId keyId) {
        int before = wrong.size();
        KeyDescription description = describe(key, keyId);
        if (description != null && !description.usable()) {
            wrong.add(key + ": " + keyId + " is " + description.state());
        } else if (dryRuns && wrong.size() == before) {
            List<String> rights = new ArrayList<>();
            RIGHTS.stream().filter(right -> may(right, key, keyId)).forEach(right -> rights.add(right.wireName()));
            LOG.info(
                    "{} = {} ({}): this role may {}",
                    key,
                    keyId,
                    description == null ? "kms:DescribeKey denied" : description.state(),
                    rights.isEmpty() ? "neither write nor read with it" : String.join(" and ", rights));
        }
    }

    /** Null where it can't be told: a role may use a key without being allowed to describe it. */
    private @Nullable KeyDescription describe(String key, KeyId keyId) {
        requests++;
        try {
            return kms.describe(keyId);
        } catch (ParquetCryptoRuntimeException e) {
            if (KmsError.of(e) != KmsError.DENIED) {
                wrong.add(key + ": " + e.getMessage());
            }
            return null;
        }
    }

    private boolean may(KmsOperation right, String key, KeyId keyId) {
        requests++;
        try {
            kms.dryRun(right, keyId, context);
            return true;
        } catch (UnsupportedOperationException e) {
            LOG.warn(
                    "{}: {}. Whether this role may {} can't be told: {}=config asks nothing",
                    key,
                    e.getMessage(),
                    right.wireName(),
                    KmsProperties.SPARK_PREFLIGHT);
            return false;
        } catch (ParquetCryptoRuntimeException e) {
            if (KmsError.of(e) == KmsError.DENIED) {
                LOG.warn("{}: {}", key, e.getMessage());
            } else {
                wrong.add(key + ": " + e.getMessage());
            }
            return false;
        }
    }

    private void failIfWrong() {
        if (!wrong.isEmpty()) {
            throw new InvalidConfigurationException(
                    KmsProperties.SPARK_PREFLIGHT + "=kms found keys that can't be used: " + String.join("; ", wrong));
        }
    }
}
