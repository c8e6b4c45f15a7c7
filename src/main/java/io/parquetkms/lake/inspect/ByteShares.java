package io.parquetkms.lake.inspect;

import java.io.Serializable;

/**
 * Bytes, by what they are encrypted with.
 *
 * @param columnKey of columns with a key of their own
 * @param footerKey of columns under the footer's key
 * @param plaintextColumns of columns in plaintext, in files that are encrypted otherwise
 * @param plaintextFiles of columns of plaintext files
 * @param unknown of encrypted files whose footer was not opened: which of their columns are in plaintext can't be seen
 */
public record ByteShares(long columnKey, long footerKey, long plaintextColumns, long plaintextFiles, long unknown)
        implements Serializable {

    static final ByteShares NONE = new ByteShares(0, 0, 0, 0, 0);

    static ByteShares ofPlaintextFile(long bytes) {
        return new ByteShares(0, 0, 0, bytes, 0);
    }

    static ByteShares ofUnopened(long bytes) {
        return new ByteShares(0, 0, 0, 0, bytes);
    }

    ByteShares plus(ByteShares more) {
        return new ByteShares(
                columnKey + more.columnKey,
                footerKey + more.footerKey,
                plaintextColumns + more.plaintextColumns,
                plaintextFiles + more.plaintextFiles,
                unknown + more.unknown);
    }

    /** Of all columns. */
    public long total() {
        return columnKey + footerKey + plaintextColumns + plaintextFiles + unknown;
    }

    /** Of columns that are known to be encrypted. */
    public long encrypted() {
        return columnKey + footerKey;
    }
}
