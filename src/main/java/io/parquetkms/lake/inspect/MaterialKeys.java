package io.parquetkms.lake.inspect;

import io.parquetkms.material.KeyMaterialReader;
import io.parquetkms.material.NamedMaterial;
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
    private @Nullable Map<String, NamedMaterial> external;
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
        NamedMaterial material = metadata == null ? null : material(metadata);
        if (material == null) {
            return NamedKey.UNKNOWN;
        }
        return new NamedKey(
                material.kmsKey(),
                material.doubleWrapped() ? Wrapping.DOUBLE : Wrapping.SINGLE,
                external != null,
                material.kekId(),
                hash(material));
    }

    /** Null where it can't be read. */
    @Nullable
    NamedMaterial material(byte[] metadata) {
        try {
            NamedMaterial material = NamedMaterial.read(metadata);
            return material.internal() ? material : external(material.reference());
        } catch (ParquetCryptoRuntimeException e) {
            malformed = malformed == null ? e : malformed;
            return null;
        }
    }

    private NamedMaterial external(String reference) {
        if (external == null) {
            external = readExternal();
        }
        NamedMaterial found = external.get(reference);
        if (found == null) {
            throw KeyMaterialReader.malformed("nothing in " + beside().getName() + " has its reference", null);
        }
        return found;
    }

    private Map<String, NamedMaterial> readExternal() {
        try (InputStream in = beside().getFileSystem(configuration).open(beside())) {
            return NamedMaterial.readExternal(in.readNBytes(NamedMaterial.MAX_EXTERNAL + 1));
        } catch (IOException | UncheckedIOException e) {
            throw KeyMaterialReader.malformed(
                    "it stands in " + beside() + ", which can't be read: " + e.getMessage(), e);
        }
    }

    /** As parquet-java's {@code HadoopFSKeyMaterialStore} calls it. */
    private Path beside() {
        return new Path(file.getParent(), "_KEY_MATERIAL_FOR_" + file.getName() + ".json");
    }

    private static long hash(NamedMaterial material) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(material.kmsKey().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return ByteBuffer.wrap(digest.digest(material.wrapped().getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
