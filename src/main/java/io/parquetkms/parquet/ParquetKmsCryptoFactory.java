package io.parquetkms.parquet;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.policy.ColumnGroup;
import io.parquetkms.policy.Datasets;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.KnownSchemas;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.PlaintextColumns;
import io.parquetkms.policy.Tags;
import io.parquetkms.policy.TaskFiles;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.DecryptionPropertiesFactory;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Parquet's crypto factory, set by {@code parquet.crypto.factory.class}. Parquet makes an instance for each file and asks two
 * or three times for each split it reads, on task threads and others; the factory has no state, and what is worth keeping is
 * kept by the {@link KmsRuntime}.
 *
 * <p>Its files are those of parquet-java's {@code PropertiesDrivenCryptoFactory} with double wrapping and internal key
 * material: each side reads the other's. What differs is where the KEKs come from: one for each KMS key, shared by all
 * files, columns and threads.
 */
public final class ParquetKmsCryptoFactory implements EncryptionPropertiesFactory, DecryptionPropertiesFactory {

    /** Parquet makes instances by reflection. */
    public ParquetKmsCryptoFactory() {}

    /**
     * How to encrypt a file that is about to be written.
     *
     * @param path may be null, where a writer has none
     * @return null where no key is configured: Parquet then writes plaintext
     * @throws InvalidConfigurationException before the first byte, where the configuration says that the file must be
     *     encrypted and no key is configured, names a column that the file doesn't have, or is wrong in itself
     */
    @Override
    public @Nullable FileEncryptionProperties getFileEncryptionProperties(
            Configuration configuration, @Nullable Path path, @Nullable WriteContext context) {
        KmsRuntime runtime = KmsRuntime.current();
        KeyAccess access = runtime.access(configuration);
        PlaceRules place = access.rules().of(configuration, path);
        EncryptionOptions options = place.options();
        Tags tags = context == null ? Tags.NONE : Tags.of(context.getExtraMetaData());
        if (options == null) {
            return countedInPlaintext(runtime, access, place, configuration, tags, path);
        }
        KnownSchemas.Known file = place.of(schema(context), tags, path);
        if (file.columns().none()) {
            return countedInPlaintext(runtime, access, place, configuration, tags, path);
        }
        FileKeys keys = new FileKeys(runtime, access, configuration, path, place);
        FileEncryptionProperties properties = properties(options, file.columns(), keys);
        runtime.aes().prepare(access.settings().aes());
        if (file.isFirstIn(keys.dataset())) {
            tell(runtime, place, file.columns(), keys.dataset());
        }
        if (path != null) {
            TaskFiles.gotKeys(path);
        }
        return properties;
    }

    private static @Nullable FileEncryptionProperties countedInPlaintext(
            KmsRuntime runtime,
            KeyAccess access,
            PlaceRules place,
            Configuration configuration,
            Tags tags,
            @Nullable Path path) {
        FileEncryptionProperties none = inPlaintext(access, place, configuration, tags, path);
        runtime.wroteInPlaintext(Datasets.of(configuration, path), place.whyInPlaintext());
        return none;
    }

    /** Parquet then writes it so, unless it must be encrypted. */
    static @Nullable FileEncryptionProperties inPlaintext(
            KeyAccess access, PlaceRules place, Configuration configuration, Tags tags, @Nullable Path path) {
        if (place.required()) {
            throw plaintext(access, configuration, path);
        }
        if (place.options() == null && tags.any()) {
            throw new InvalidConfigurationException("Refusing to write " + Datasets.nameOf(path)
                    + " in plaintext: columns of its schema are tagged to be encrypted, but no key is configured. Set "
                    + ParquetProperties.FOOTER_KEY);
        }
        return null;
    }

    private static void tell(KmsRuntime runtime, PlaceRules place, EncryptedColumns file, String dataset) {
        runtime.wrote(dataset, ColumnGroup.of(place, file));
        PlaintextColumns columns = file.told();
        String note = columns.note(dataset);
        String warning = columns.warning(dataset);
        if (note != null) {
            KmsRuntime.noteOnce(note);
        }
        if (warning != null) {
            KmsRuntime.warnOnce(warning);
        }
    }

    private static FileEncryptionProperties properties(
            EncryptionOptions options, EncryptedColumns columns, FileKeys keys) {
        byte[] footerKey = newDek(options);
        FileEncryptionProperties.Builder builder = FileEncryptionProperties.builder(footerKey)
                .withFooterKeyMetadata(keys.wrapFooterKey(footerKey, options))
                .withAlgorithm(options.algorithm());
        if (options.plaintextFooter()) {
            builder.withPlaintextFooter();
        }
        if (!columns.uniform()) {
            builder.withEncryptedColumns(columnProperties(options, columns, keys));
        }
        return builder.build();
    }

    private static Map<ColumnPath, ColumnEncryptionProperties> columnProperties(
            EncryptionOptions options, EncryptedColumns columns, FileKeys keys) {
        Map<ColumnPath, ColumnEncryptionProperties> properties = new HashMap<>(2 * columns.number());
        columns.byKey().forEach((key, underKey) -> {
            List<byte[]> deks = underKey.stream().map(column -> newDek(options)).toList();
            List<byte[]> keyMetadata = keys.wrapColumnKeys(deks, key, underKey, options);
            for (int i = 0; i < deks.size(); i++) {
                ColumnPath column = underKey.get(i);
                properties.put(
                        column,
                        ColumnEncryptionProperties.builder(column)
                                .withKey(deks.get(i))
                                .withKeyMetaData(keyMetadata.get(i))
                                .build());
            }
        });
        columns.withFooterKey()
                .forEach(column -> properties.put(
                        column, ColumnEncryptionProperties.builder(column).build()));
        return properties;
    }

    private static byte[] newDek(EncryptionOptions options) {
        return KeyBytes.randomBytes(options.dekBits() / Byte.SIZE);
    }

    private static InvalidConfigurationException plaintext(
            KeyAccess access, Configuration configuration, @Nullable Path path) {
        return new InvalidConfigurationException("Refusing to write " + Datasets.nameOf(path) + " in plaintext: "
                + access.rules().reason(configuration, path) + ", but no key is configured. Set "
                + ParquetProperties.FOOTER_KEY + " and " + ParquetProperties.COLUMN_KEYS + ", or "
                + ParquetProperties.UNIFORM_KEY);
    }

    private static @Nullable MessageType schema(@Nullable WriteContext context) {
        return context == null ? null : context.getSchema();
    }

    /**
     * How to decrypt a file. Parquet retrieves the keys of the footer and of the columns it reads when it reads them. But a file
     * that must be encrypted is looked at first, and so is one file of each dataset elsewhere.
     *
     * @param path may be null, where a reader has none
     */
    @Override
    public FileDecryptionProperties getFileDecryptionProperties(Configuration configuration, @Nullable Path path) {
        KmsRuntime runtime = KmsRuntime.current();
        KeyAccess access = runtime.access(configuration);
        PlaceRules place = access.rules().of(configuration, path); // what can't be written is said to readers, too
        boolean guarded = place.required();
        FileKeys keys = new FileKeys(runtime, access, configuration, path, place);
        FileDecryptionProperties.Builder builder =
                FileDecryptionProperties.builder().withKeyRetriever(keys::unwrap);
        if (!guarded) {
            builder.withPlaintextFilesAllowed();
        }
        if (path != null && guarded) {
            new GuardedFile(access, path, place, () -> access.rules().reason(configuration, path))
                    .check(runtime, configuration, keys);
        } else if (path != null && Footer.isDenied(configuration, path, keys)) {
            builder.withoutFooterSignatureVerification();
        }
        return builder.build();
    }
}
