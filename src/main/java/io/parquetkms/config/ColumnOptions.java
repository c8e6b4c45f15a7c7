package io.parquetkms.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the columns of all files, whichever of them are listed.
 *
 * @param rules which of them are encrypted under which key, in patterns
 * @param missingFails whether a rule that fits no column of a file is an error
 * @param unmatched what becomes of a column that nobody listed; null where that is not set
 * @param v2Pages whether files are written with {@code DATA_PAGE_V2}
 * @param plaintextLevels whether the levels of encrypted columns may stand in plaintext, as parquet-java writes those of V2 pages
 */
public record ColumnOptions(
        ColumnRules rules,
        boolean missingFails,
        @Nullable Unmatched unmatched,
        boolean v2Pages,
        boolean plaintextLevels) {

    /** How to ask for V2 pages, for messages. */
    public static final String V2_PAGES = ParquetProperties.WRITER_VERSION + "=v2";

    /** What becomes of a rule that fits no column of a file. */
    private enum Missing {
        FAIL,
        IGNORE
    }

    /** What becomes of a column that nobody listed. Each allows less than the one before. */
    public enum Unmatched {
        /** It stays in plaintext. */
        PLAINTEXT,
        /** It is encrypted with the footer's key. */
        FOOTER,
        /** The file is refused. */
        FAIL
    }

    static ColumnOptions read(Values values) {
        return new ColumnOptions(
                rules(values),
                values.oneOf(KmsProperties.COLUMNS_MISSING, Missing.class) == Missing.FAIL,
                unmatched(values),
                isV2(values.required(ParquetProperties.WRITER_VERSION)),
                values.flag(KmsProperties.PLAINTEXT_LEVELS));
    }

    static ColumnRules rules(Values values) {
        String text = values.text(KmsProperties.COLUMNS);
        return text == null ? ColumnRules.NONE : ColumnRules.parse(text, KmsProperties.COLUMNS.name());
    }

    static @Nullable Unmatched unmatched(Values values) {
        return values.text(KmsProperties.COLUMNS_UNMATCHED) == null
                ? null
                : values.oneOf(KmsProperties.COLUMNS_UNMATCHED, Unmatched.class);
    }

    /** Both names that {@code ParquetProperties.WriterVersion} knows; what it does not know, it refuses itself. */
    private static boolean isV2(String writerVersion) {
        String version = writerVersion.toLowerCase(Locale.ROOT);
        return version.equals("v2") || version.equals("parquet_2_0");
    }

    /**
     * What becomes of a column that nobody listed.
     *
     * @param guarded whether the file must be encrypted
     */
    public Unmatched unmatched(boolean guarded) {
        if (unmatched != null) {
            return unmatched;
        }
        return guarded ? Unmatched.FOOTER : Unmatched.PLAINTEXT;
    }

    /** Whether a file that must be encrypted may have columns in plaintext. */
    public boolean plaintextAllowed() {
        return unmatched == Unmatched.PLAINTEXT;
    }
}
