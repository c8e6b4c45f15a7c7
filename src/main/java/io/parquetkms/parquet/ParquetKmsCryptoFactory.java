package io.parquetkms.parquet;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.Tags;
import io.parquetkms.policy.TaskFiles;
import io.parquetkms.process.KmsRuntime;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.DecryptionPropertiesFactory;
import org.apache.parquet.crypto.EncryptionPropertiesFactory;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.jspecify.annotations.Nullable;

/**
 * Parquet's crypto factory, set by {@code parquet.crypto.factory.class}. Parquet makes an instance for each file and asks two
 * or three times for each split it reads, on task threads and others; the factory has no state, and what is worth keeping is
 * kept by the {@linkplain KmsRuntime#current current runtime}.
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
        FileEncryptionProperties properties = files().encryption(
                        configuration,
                        path,
                        context == null ? null : context.getSchema(),
                        context == null ? Tags.NONE : Tags.of(context.getExtraMetaData()));
        if (properties != null && path != null) {
            TaskFiles.gotKeys(path);
        }
        return properties;
    }

    /**
     * How to decrypt a file. Parquet retrieves the keys of the footer and of the columns it reads when it reads them. But a file
     * that must be encrypted is looked at first, and so is one file of each dataset elsewhere.
     *
     * @param path may be null, where a reader has none
     */
    @Override
    public FileDecryptionProperties getFileDecryptionProperties(Configuration configuration, @Nullable Path path) {
        return files().decryption(configuration, path);
    }

    private static FileProperties files() {
        return new FileProperties(KmsRuntime.current(), true);
    }
}
