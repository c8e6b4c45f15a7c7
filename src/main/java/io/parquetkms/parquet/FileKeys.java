package io.parquetkms.parquet;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.kms.KmsError;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;

/** The data keys of one file. Every failure names the file. Safe on any thread. */
final class FileKeys {

    private final Settings settings;
    private final @Nullable Path path;
    private final CallerKeys keys;
    private volatile @Nullable String dataset;

    /** @param path for messages; null where there is none */
    FileKeys(Settings settings, @Nullable Path path) {
        this.settings = settings;
        this.path = path;
        keys = new CallerKeys(settings);
    }

    /** Key metadata for the footer's key. */
    byte[] wrapFooterKey(byte[] dek, EncryptionOptions options) {
        return wrap(dek, options.footerKey(), options, settings.kmsInstanceId(), "the footer");
    }

    /** Key metadata for a column's key. */
    byte[] wrapColumnKey(byte[] dek, String key, ColumnPath column, EncryptionOptions options) {
        return wrap(dek, key, options, null, "column '" + column.toDotString() + "'");
    }

    private byte[] wrap(
            byte[] dek, String key, EncryptionOptions options, @Nullable String footerInstanceId, String purpose) {
        String keyId = keys.masterKeys().resolve(key);
        try {
            KekRequest.ToWrite kek = new KekRequest.ToWrite(keyId, options.kekBits(), keys.context());
            return keys.keyring().wrap(dek, kek, footerInstanceId, dataset());
        } catch (ParquetCryptoRuntimeException e) {
            throw KmsError.during("Cannot get a key for " + purpose + " of " + name(path), e);
        }
    }

    /** The key behind key metadata of this file. */
    byte[] unwrap(byte[] keyMetadata) {
        try {
            return keys.keyring().unwrap(keyMetadata, keys.context(), keys.masterKeys(), dataset());
        } catch (ParquetCryptoRuntimeException e) {
            throw KmsError.during("Cannot get a key of " + name(path), e);
        }
    }

    private String dataset() {
        String known = dataset;
        if (known == null) {
            known = Datasets.of(path);
            dataset = known;
        }
        return known;
    }

    static String name(@Nullable Path path) {
        return path == null ? "a file" : path.toString();
    }
}
