package io.parquetkms.lake.inspect;

import io.parquetkms.material.KeyMaterial;
import io.parquetkms.material.KeyMaterialReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** The key material of one file, in it or in the file beside it. Remembers the first that could not be read. For one thread. */
final class MaterialKeys {

    private final Configuration configuration;
    private final Path file;
    private @Nullable Map<String, KeyMaterial> external;
    private @Nullable ParquetCryptoRuntimeException malformed;

    MaterialKeys(Configuration configuration, Path file) {
        this.configuration = configuration;
        this.file = file;
    }

    /** What of it could not be read; null: nothing. */
    @Nullable
    ParquetCryptoRuntimeException malformed() {
        return malformed;
    }

    /** @param metadata null where there is none, as in files whose keys a program brings itself */
    NamedKey key(byte @Nullable [] metadata) {
        KeyMaterial material = metadata == null ? null : material(metadata);
        if (material == null) {
            return NamedKey.UNKNOWN;
        }
        return new NamedKey(
                material.wrapped().keyId(),
                material.isDoubleWrapped() ? Wrapping.DOUBLE : Wrapping.SINGLE,
                external != null,
                material.kekId() == null ? "" : material.kekId(),
                hash(material));
    }

    /** Null where it can't be read. */
    @Nullable
    KeyMaterial material(byte[] metadata) {
        try {
            KeyMaterial material = KeyMaterial.read(metadata);
            String reference = material.reference();
            return reference == null ? material : external(reference);
        } catch (ParquetCryptoRuntimeException e) {
            malformed = malformed == null ? e : malformed;
            return null;
        }
    }

    private KeyMaterial external(String reference) {
        if (external == null) {
            external = readExternal();
        }
        KeyMaterial found = external.get(reference);
        if (found == null) {
            throw KeyMaterialReader.malformed("nothing in " + beside().getName() + " has its reference", null);
        }
        return found;
    }

    private Map<String, KeyMaterial> readExternal() {
        try (InputStream in = beside().getFileSystem(configuration).open(beside())) {
            return KeyMaterial.readExternal(in.readNBytes(KeyMaterial.MAX_EXTERNAL + 1));
        } catch (IOException | UncheckedIOException e) {
            throw KeyMaterialReader.malformed(
                    "it stands in " + beside() + ", which can't be read: " + e.getMessage(), e);
        }
    }

    /** As parquet-java's {@code HadoopFSKeyMaterialStore} calls it. */
    private Path beside() {
        return new Path(file.getParent(), "_KEY_MATERIAL_FOR_" + file.getName() + ".json");
    }

    private static long hash(KeyMaterial material) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(material.wrapped().keyId().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(material.wrapped().ciphertext().getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
