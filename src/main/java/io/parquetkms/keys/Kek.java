package io.parquetkms.keys;

import io.parquetkms.config.KeyringOptions;
import io.parquetkms.config.Printable;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.material.DoubleWrapped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * A key encryption key in memory. Wiped when the last reference ends; a user holds a reference while it wraps or unwraps.
 *
 * <p>Times are nanoseconds of the keyring's {@code Ticker}, differences only.
 */
final class Kek extends ReferenceCounted {

    private static final int ID_LENGTH = 16;

    private final KeyBytes bytes;
    private final boolean wasUnwrapped;
    private final WrappedKey wrapped;
    private final String requestId;
    private final String keyMaterialId;
    private final byte[] id;
    private final String encodedId;
    private final long fetched;
    private final long deadline;
    private final long usableUntil;
    private final AtomicLong deksLeft;
    private volatile @Nullable DoubleWrapped ofColumns;
    private volatile @Nullable DoubleWrapped ofFooters;

    private Kek(KekGrant grant, boolean wasUnwrapped, long fetched) {
        this.wasUnwrapped = wasUnwrapped;
        bytes = Objects.requireNonNull(grant.plaintext());
        wrapped = grant.wrapped();
        requestId = grant.requestId();
        keyMaterialId = grant.keyMaterialId();
        encodedId = grant.id();
        id = Base64.getDecoder().decode(encodedId);
        this.fetched = fetched;
        deadline = fetched + grant.left().toNanos();
        usableUntil = fetched + grant.end().toNanos();
        deksLeft = new AtomicLong(grant.deks());
    }

    /** A new KEK from the KMS. Takes ownership of the key's bytes. */
    static Kek of(DataKey key, long fetched, KeyringOptions options) {
        String id = Base64.getEncoder().encodeToString(KeyBytes.randomBytes(ID_LENGTH));
        Duration end = options.maxAge().plus(options.grace());
        return of(
                new KekGrant(
                        id,
                        key.wrapped(),
                        key.plaintext(),
                        options.maxAge(),
                        end,
                        options.maxDeks(),
                        key.requestId(),
                        key.keyMaterialId()),
                fetched);
    }

    /** A KEK that another keyring gave. Takes ownership of the key's bytes. */
    static Kek of(KekGrant grant, long fetched) {
        return new Kek(grant, false, fetched);
    }

    /** A KEK that another keyring gave wrapped, and that was unwrapped here. Takes ownership of the key's bytes. */
    static Kek unwrapped(KekGrant grant, long fetched) {
        return new Kek(grant, true, fetched);
    }

    int bits() {
        return bytes.bits();
    }

    /**
     * Gives it to another keyring, whose limits are within this one's.
     *
     * @param plaintext whether the key itself goes along
     * @param left how long the other may use it without asking again
     * @param deks how many DEKs the other may wrap; they are taken from this one's
     */
    KekGrant grant(boolean plaintext, Duration left, long deks, long now) {
        return new KekGrant(
                encodedId,
                wrapped,
                plaintext ? copy() : null,
                left,
                Duration.ofNanos(Math.max(0, nanosUntilEnd(now))),
                deks,
                requestId,
                keyMaterialId);
    }

    private KeyBytes copy() {
        byte[] copy = bytes.toByteArray();
        try {
            return KeyBytes.copyOf(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** The wrapped form, under the KMS key that answered. */
    WrappedKey wrapped() {
        return wrapped;
    }

    /** Whether someone else chose the wrapped form, as the author of a file does: the KMS key that unwrapped it needs trust. */
    boolean wasUnwrapped() {
        return wasUnwrapped;
    }

    /** Of the KMS request that it came from; empty where there was none. */
    String requestId() {
        return requestId;
    }

    /** Which of the KMS key's materials wraps it; empty where that is not known. */
    String keyMaterialId() {
        return keyMaterialId;
    }

    /** Base64 of the random id that stands in files beside it. */
    String encodedId() {
        return encodedId;
    }

    /** Nanoseconds since it was fetched, here or by the one who gave it. */
    long nanosOld(long now) {
        return now - fetched;
    }

    /** Nanoseconds until the KMS is to be asked again; negative after that. */
    long nanosLeft(long now) {
        return deadline - now;
    }

    /** Nanoseconds until it must not be used any more, whatever the KMS is doing; negative after that. */
    long nanosUntilEnd(long now) {
        return usableUntil - now;
    }

    /** Takes up to so many from the number of data keys it may wrap; returns how many. */
    long takeDeks(long wanted) {
        long before = deksLeft.getAndUpdate(left -> Math.max(0, left - wanted));
        return Math.min(before, wanted);
    }

    boolean hasDeks() {
        return deksLeft.get() > 0;
    }

    void addDeks(long more) {
        deksLeft.addAndGet(more);
    }

    /**
     * Wraps data keys.
     *
     * @param footerInstanceId the KMS instance id to write for a footer's key; null for a column's
     * @return the key material of each as it stands in the file
     */
    List<byte[]> wrap(List<byte[]> deks, @Nullable String footerInstanceId) {
        DoubleWrapped material = material(footerInstanceId);
        return bytes.sealEach(deks, id, material::encode);
    }

    /** Made when the KEK first wraps such a key; most only unwrap. */
    private DoubleWrapped material(@Nullable String footerInstanceId) {
        DoubleWrapped made = footerInstanceId == null ? ofColumns : ofFooters;
        if (made != null && Objects.equals(made.footerInstanceId(), footerInstanceId)) {
            return made;
        }
        DoubleWrapped material = new DoubleWrapped(footerInstanceId, wrapped, encodedId);
        if (footerInstanceId == null) {
            ofColumns = material;
        } else {
            ofFooters = material;
        }
        return material;
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
        return "Kek[" + encodedId + " under " + Printable.line(wrapped.keyId()) + "]";
    }
}
