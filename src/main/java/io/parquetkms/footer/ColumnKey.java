package io.parquetkms.footer;

import java.util.Arrays;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.jspecify.annotations.Nullable;

/** Under which key the pages of a column are. Immutable: nobody changes the array. */
public final class ColumnKey {

    /** Whose key it is. */
    public enum Kind {
        /** The column's own. */
        OWN,
        /** The footer's: who has that reads this column. */
        FOOTER,
        /** None: the column is in plaintext. */
        NONE
    }

    private final Kind kind;
    private final byte @Nullable [] keyMetadata;

    private ColumnKey(Kind kind, byte @Nullable [] keyMetadata) {
        this.kind = kind;
        this.keyMetadata = keyMetadata;
    }

    /** Of a column's part in one row group. */
    static ColumnKey of(@Nullable ColumnCryptoMetaData crypto) throws MalformedFooterException {
        if (crypto == null) {
            return new ColumnKey(Kind.NONE, null);
        }
        if (crypto.isSetENCRYPTION_WITH_FOOTER_KEY()) {
            return new ColumnKey(Kind.FOOTER, null);
        }
        if (crypto.isSetENCRYPTION_WITH_COLUMN_KEY()) {
            return new ColumnKey(
                    Kind.OWN, crypto.getENCRYPTION_WITH_COLUMN_KEY().getKey_metadata());
        }
        throw new MalformedFooterException("a column is encrypted in an unknown way", null);
    }

    /** Whose key it is. */
    public Kind kind() {
        return kind;
    }

    /** What stands in the file about a column's own key; null: nothing, as where a program brings the keys itself, or no own key. */
    public byte @Nullable [] keyMetadata() {
        return keyMetadata;
    }

    boolean sameAs(ColumnKey other) {
        return kind == other.kind && Arrays.equals(keyMetadata, other.keyMetadata);
    }

    @Override
    public String toString() {
        return "ColumnKey[" + kind + "]";
    }
}
