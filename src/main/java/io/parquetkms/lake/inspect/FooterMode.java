package io.parquetkms.lake.inspect;

import java.util.Locale;

/** How a file's footer stands there. */
public enum FooterMode {
    /** Nothing in the file is encrypted. */
    PLAINTEXT_FILE,
    /** The footer can be read by anybody and is signed; columns are encrypted. */
    PLAINTEXT_FOOTER,
    /** The footer is encrypted: not even the schema can be read without its key. */
    ENCRYPTED_FOOTER,
    /** The file is none that could be looked at. */
    UNKNOWN;

    /** Whether anything in the file is encrypted. */
    public boolean isEncrypted() {
        return this == PLAINTEXT_FOOTER || this == ENCRYPTED_FOOTER;
    }

    /** As reports have it: {@code encrypted-footer}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
