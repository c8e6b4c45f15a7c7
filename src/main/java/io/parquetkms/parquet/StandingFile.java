package io.parquetkms.parquet;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.Provider;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Tags;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A file that stands there, for what gives it another content: the same rules and keys as the {@linkplain ParquetKmsCryptoFactory factory}
 * has for one that is written there. Internal. For one thread.
 */
public final class StandingFile {

    private final Configuration configuration;
    private final Path path;
    private final KmsRuntime runtime = KmsRuntime.current();
    private final KeyAccess access;
    private final PlaceRules place;

    /**
     * One.
     *
     * @param configuration of the job that would write it
     * @param path where it stands, though its new content stand elsewhere for a while
     */
    public StandingFile(Configuration configuration, Path path) {
        this.configuration = configuration;
        this.path = path;
        access = runtime.access(configuration);
        place = access.rules().of(configuration, path);
    }

    /** What holds where it is. */
    public PlaceRules place() {
        return place;
    }

    /** Why it must be encrypted; empty where it need not be. */
    public String required() {
        return place.required() ? access.rules().reason(configuration, path) : "";
    }

    /**
     * How it would be encrypted if it were written now: with fresh data keys.
     *
     * @param metadata its key-value metadata, in which tags of columns may stand
     * @return null where the rules leave all of it in plaintext
     * @throws InvalidConfigurationException if it may not be written so
     */
    public @Nullable FileEncryptionProperties encryption(MessageType schema, Map<String, String> metadata) {
        return new FileProperties(runtime, true).encryption(configuration, path, schema, Tags.of(metadata));
    }

    /** What {@link #encryption} would do. Asks no KMS. */
    public Explanation explain(MessageType schema, Map<String, String> metadata) {
        return new Explainer(runtime, configuration, path, path.toString()).explain(schema, metadata);
    }

    /** How to decrypt one content of it, which may be plaintext: keys are those that the content itself names, if they are trusted. */
    public FileDecryptionProperties decryption() {
        return FileDecryptionProperties.builder()
                .withKeyRetriever(new FileKeys(runtime, access, configuration, path, place)::unwrap)
                .withPlaintextFilesAllowed()
                .build();
    }

    /** The KMS key that key metadata of it names: its author's word. */
    public String keyId(byte[] keyMetadata) {
        return new FileKeys(runtime, access, configuration, path, place)
                .kek(keyMetadata)
                .keyId();
    }

    /** Whether a rule's key says for good which key it means: an alias may be re-pointed, a bare id is of some account and Region. */
    public boolean isPinned(String keyId) {
        Provider provider = access.provider();
        return provider.isKeyId(keyId) && keyId.equals(provider.trustedPattern(keyId));
    }

    /** The key that a rule's key is now, in the words in which files name it. Asks the KMS. */
    public String pinned(String keyId) {
        CallerKeys keys = runtime.callerKeys(access);
        return keys.keyring().describe(keys.kmsKeys().configured(keyId)).keyId();
    }

    /** Whether two pinned ids are one key's, such as its replicas. */
    public boolean isSameKey(String keyId, String other) {
        return access.provider().isSameKey(keyId, other);
    }
}
