package io.parquetkms.lake.inspect;

import java.util.EnumMap;
import java.util.Map;

/** Files and bytes, summed. */
public final class Totals {

    private long files;
    private long bytes;
    private long encryptedBytes;
    private long problems;
    private final Map<FooterMode, Long> modes = new EnumMap<>(FooterMode.class);
    private ByteShares shares = ByteShares.NONE;

    Totals() {}

    void add(Inspection file) {
        files++;
        bytes += file.file().length();
        encryptedBytes += file.mode().isEncrypted() ? file.file().length() : 0;
        problems += file.problem() == null ? 0 : 1;
        modes.merge(file.mode(), 1L, Long::sum);
        shares = shares.plus(file.shares());
    }

    /** All, with those that could not be looked at. */
    public long files() {
        return files;
    }

    /** Of the files. */
    public long bytes() {
        return bytes;
    }

    /** Files whose footer stands there in this way. */
    public long files(FooterMode mode) {
        return modes.getOrDefault(mode, 0L);
    }

    /** Files in which something is encrypted. */
    public long encryptedFiles() {
        return files(FooterMode.ENCRYPTED_FOOTER) + files(FooterMode.PLAINTEXT_FOOTER);
    }

    /** Of these files. */
    public long encryptedBytes() {
        return encryptedBytes;
    }

    /** Of columns, by what they are encrypted with. */
    public ByteShares shares() {
        return shares;
    }

    /** Files with which something is amiss. */
    public long problems() {
        return problems;
    }

    /**
     * The share of columns' bytes that are encrypted, as far as is known: {@link ByteShares#unknown} ones are left out.
     *
     * @return 0 to 1; NaN where nothing is known
     */
    public double encryptedShare() {
        return (double) shares.encrypted() / (shares.total() - shares.unknown());
    }
}
