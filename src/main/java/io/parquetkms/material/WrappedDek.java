package io.parquetkms.material;

/** A data key of a file, wrapped. Immutable: nobody changes the array. */
public final class WrappedDek {

    private final DoubleWrapped material;
    private final byte[] bytes;

    WrappedDek(DoubleWrapped material, byte[] bytes) {
        this.material = material;
        this.bytes = bytes;
    }

    /** The KEK that wrapped it. */
    public DoubleWrapped material() {
        return material;
    }

    /** Nonce, ciphertext, tag. */
    public byte[] bytes() {
        return bytes;
    }
}
