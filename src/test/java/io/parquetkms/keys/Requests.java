package io.parquetkms.keys;

import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.WrappedKey;

/** Requests for KEKs under keys that passed no check. */
public final class Requests {

    private Requests() {}

    public static KekRequest.ToWrite toWrite(String keyId, int bits, EncryptionContext context) {
        return new KekRequest.ToWrite(KmsByName.key(keyId), bits, context);
    }

    /** Of a file that holds a name, which stands for this key now. */
    public static KekRequest.ToRead toReadByName(String keyId, WrappedKey wrapped, EncryptionContext context) {
        return new KekRequest.ToRead(KmsByName.key(keyId).repointable(), wrapped.ciphertext(), context);
    }

    public static KekRequest.ToRead toRead(WrappedKey wrapped, EncryptionContext context) {
        return new KekRequest.ToRead(KmsByName.key(wrapped.keyId()), wrapped.ciphertext(), context);
    }
}
