package io.parquetkms.parquet;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.KeyCheck;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.policy.Datasets;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;

/** The data keys of one file. Every failure names the file. Safe on any thread. */
final class FileKeys {

    private final KmsRuntime runtime;
    private final Settings settings;
    private final Configuration configuration;
    private final @Nullable Path path;
    private final CallerKeys keys;
    private final EncryptionContext context;

    /** Null where any trusted key will do. */
    private final @Nullable KeyCheck ofFooter;

    private final AtomicBoolean footerAsked = new AtomicBoolean();
    private volatile @Nullable String dataset;

    /**
     * Asks no KMS.
     *
     * @param configuration of the job
     * @param path for messages; null where there is none
     * @param place what holds where it is: if the file must be encrypted, its footer's key must be one that the configuration names
     */
    FileKeys(KmsRuntime runtime, KeyAccess access, Configuration configuration, @Nullable Path path, PlaceRules place) {
        this.runtime = runtime;
        settings = access.settings();
        this.configuration = configuration;
        this.path = path;
        keys = runtime.callerKeys(access);
        context = access.encryptionContext(place);
        ofFooter = place.required() ? new NamedKeyCheck(access) : null;
    }

    private FileKeys(FileKeys other) {
        runtime = other.runtime;
        settings = other.settings;
        configuration = other.configuration;
        path = other.path;
        keys = other.keys;
        context = other.context;
        ofFooter = other.ofFooter;
        dataset = other.dataset;
    }

    /** The same, for another reader of the file: each asks for the footer's key first. */
    FileKeys forAnotherReader() {
        return new FileKeys(this);
    }

    /** Key metadata for the footer's key. */
    byte[] wrapFooterKey(byte[] dek, EncryptionOptions options) {
        try {
            KekRequest.ToWrite kek = kek(options.footerKey(), options);
            return keys.keyring().wrap(dek, kek, keys.kmsKeys(), settings.kmsInstanceId(), dataset());
        } catch (ParquetCryptoRuntimeException e) {
            throw KmsError.during("Cannot get a key for the footer of " + Datasets.nameOf(path), e);
        }
    }

    /**
     * Key metadata for the keys of columns under one KMS key, in their order.
     *
     * @param key as the user wrote it
     */
    List<byte[]> wrapColumnKeys(List<byte[]> deks, String key, List<ColumnPath> columns, EncryptionOptions options) {
        try {
            return keys.keyring().wrapAll(deks, kek(key, options), keys.kmsKeys(), dataset());
        } catch (ParquetCryptoRuntimeException e) {
            String others = columns.size() == 1 ? "" : " (and " + (columns.size() - 1) + " more under the same key)";
            throw KmsError.during(
                    "Cannot get a key for column '" + columns.get(0).toDotString() + "'" + others + " of "
                            + Datasets.nameOf(path),
                    e);
        }
    }

    private KekRequest.ToWrite kek(String key, EncryptionOptions options) {
        return new KekRequest.ToWrite(keys.kmsKeys().configured(key), options.kekBits(), context);
    }

    /** The key behind key metadata of this file. Parquet asks for the footer's first: without it, it finds no others. */
    byte[] unwrap(byte[] keyMetadata) {
        boolean footer = footerAsked.compareAndSet(false, true);
        KeyCheck check = footer && ofFooter != null ? ofFooter : KeyCheck.NONE;
        try {
            byte[] dek = keys.keyring().unwrap(keyMetadata, context, keys.kmsKeys(), dataset(), check);
            runtime.aes().prepare(settings.aes());
            return dek;
        } catch (ParquetCryptoRuntimeException e) {
            if (footer && KmsError.of(e) == KmsError.DENIED) {
                keys.askedForFooter(dataset(), true);
            }
            throw KmsError.during("Cannot get a key of " + Datasets.nameOf(path), e);
        }
    }

    /** The wrapped KEK that key metadata of this file names: its author's word. */
    WrappedKey kek(byte[] keyMetadata) {
        return keys.keyring().kek(keyMetadata);
    }

    /** Whether the footer's key may be denied, as far as is known from other files of the dataset. */
    boolean mayBeDeniedFooter() {
        return keys.mayBeDeniedFooters(dataset());
    }

    /** The footer could be read. */
    void wasNotDeniedFooter() {
        keys.askedForFooter(dataset(), false);
    }

    /** What the file is a part of: looked at when it is needed. */
    String dataset() {
        String known = dataset;
        if (known == null) {
            known = Datasets.of(configuration, path);
            dataset = known;
        }
        return known;
    }
}
