package io.parquetkms.thirdparty;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;

/** Keys in this JVM's memory, made when they are first used. */
final class MemoryKms implements Kms {

    private static final Map<String, KeyBytes> KEYS = new ConcurrentHashMap<>();

    private static KeyBytes key(KeyId key) {
        return KEYS.computeIfAbsent(key.value(), absent -> KeyBytes.random(256));
    }

    private static byte[] aad(KeyId key) {
        return key.value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
        KeyBytes plaintext = KeyBytes.random(bits);
        return new DataKey(plaintext, encrypt(key, plaintext, context), "");
    }

    @Override
    public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
        byte[] bytes = plaintext.toByteArray();
        byte[] sealed = key(key).seal(bytes, aad(key));
        Arrays.fill(bytes, (byte) 0);
        return new WrappedKey(key.value(), Base64.getEncoder().encodeToString(sealed));
    }

    @Override
    public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
        try {
            byte[] bytes = key(key).open(Base64.getDecoder().decode(ciphertext), aad(key));
            return new DataKey(KeyBytes.copyOf(bytes), new WrappedKey(key.value(), ciphertext), "");
        } catch (AEADBadTagException e) {
            throw KmsError.INVALID.exception("not wrapped by " + key, e);
        }
    }

    @Override
    public WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        throw new UnsupportedOperationException("not among its capabilities");
    }

    @Override
    public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
        throw new UnsupportedOperationException("not among its capabilities");
    }

    @Override
    public KeyDescription describe(KeyId key) {
        return new KeyDescription(key.value(), "in memory", true, false);
    }

    @Override
    public void close() {}
}
