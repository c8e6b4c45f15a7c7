package io.parquetkms.keys;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.WrappedKey;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;

/**
 * A key encryption key in memory. Wiped when the last lease ends; a user holds a lease while it wraps or unwraps.
 *
 * <p>Times are nanoseconds of the keyring's {@code Ticker}, differences only.
 */
final class Kek extends Leased {

    private static final int ID_LENGTH = 16;

    private final KeyBytes bytes;
    private final WrappedKey wrapped;
    private final long deadline;
    private final byte[] id = KeyBytes.randomBytes(ID_LENGTH);
    private final String encodedId = Base64.getEncoder().encodeToString(id);
    private final AtomicLong deksLeft;

    /**
     * Takes ownership of the key's bytes.
     *
     * @param deadline when it must no longer be used, however it travels
     * @param maxDeks how many data keys it may wrap
     */
    Kek(DataKey key, long deadline, long maxDeks) {
        bytes = key.plaintext();
        wrapped = key.wrapped();
        this.deadline = deadline;
        deksLeft = new AtomicLong(maxDeks);
    }

    /** The wrapped form, under the master key that answered. */
    WrappedKey wrapped() {
        return wrapped;
    }

    /** Base64 of the random id that stands in files beside it. */
    String encodedId() {
        return encodedId;
    }

    /** Nanoseconds until the deadline; negative after it. */
    long nanosLeft(long now) {
        return deadline - now;
    }

    /** Takes one from the number of data keys it may wrap; false if none is left. */
    boolean takeDek() {
        return deksLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    byte[] wrap(byte[] dek) {
        return bytes.seal(dek, id);
    }

    byte[] unwrap(byte[] wrappedDek, byte[] kekIdInFile) throws AEADBadTagException {
        return bytes.open(wrappedDek, kekIdInFile);
    }

    /** A copy of the key itself, for Parquet's {@code KmsClient}, which hands keys out. */
    byte[] toByteArray() {
        return bytes.toByteArray();
    }

    @Override
    void end() {
        bytes.wipe();
    }

    @Override
    public String toString() {
        return "Kek[" + encodedId + " under " + wrapped.keyId() + "]";
    }
}
