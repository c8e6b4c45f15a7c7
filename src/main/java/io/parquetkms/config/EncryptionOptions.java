package io.parquetkms.config;

import io.parquetkms.config.ColumnOptions.Unmatched;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;

/**
 * How a file is encrypted.
 *
 * @param footerKey the key of the footer, as the user wrote it; the key of everything where {@code uniform}
 * @param uniform whether one key encrypts the footer and every column
 * @param columns the encrypted columns by their key, as the user wrote it; empty where {@code uniform}, and where there is no
 *     more than a footer key
 * @param completeColumns whether every other column is encrypted with the footer's key, wherever the file is
 * @param plaintextFooter whether the footer stays readable
 * @param algorithm how pages are encrypted
 * @param dekBits length of the data keys
 * @param kekBits length of the key encryption keys
 */
public record EncryptionOptions(
        String footerKey,
        boolean uniform,
        Map<String, List<ColumnPath>> columns,
        boolean completeColumns,
        boolean plaintextFooter,
        ParquetCipher algorithm,
        int dekBits,
        int kekBits) {

    public EncryptionOptions {
        Map<String, List<ColumnPath>> inOrder = new LinkedHashMap<>();
        columns.forEach((key, paths) -> inOrder.put(key, List.copyOf(paths)));
        columns = Collections.unmodifiableMap(inOrder);
    }

    /** The same, with the footer's key for everything. */
    public EncryptionOptions whole() {
        return new EncryptionOptions(footerKey, true, Map.of(), false, plaintextFooter, algorithm, dekBits, kekBits);
    }

    /** The keys alone, as the user wrote them; what else is said may be for another crypto factory. */
    static Set<String> keys(Values values) {
        Set<String> keys = new TreeSet<>();
        for (Property one : List.of(ParquetProperties.FOOTER_KEY, ParquetProperties.UNIFORM_KEY)) {
            String key = values.text(one);
            if (key != null) {
                keys.add(key);
            }
        }
        String columns = values.text(ParquetProperties.COLUMN_KEYS);
        if (columns != null) {
            keys.addAll(ColumnKeys.keys(columns));
        }
        keys.addAll(ColumnOptions.rules(values).keys());
        return Collections.unmodifiableSet(keys);
    }

    /** Null where no key is configured. */
    static @Nullable EncryptionOptions read(Values values) {
        String footer = values.text(ParquetProperties.FOOTER_KEY);
        String columns = values.text(ParquetProperties.COLUMN_KEYS);
        String uniform = values.text(ParquetProperties.UNIFORM_KEY);
        Property listed = columns != null
                ? ParquetProperties.COLUMN_KEYS
                : ColumnOptions.rules(values).isEmpty() ? null : KmsProperties.COLUMNS;
        boolean complete = values.flag(ParquetProperties.COMPLETE_COLUMNS);
        if (footer == null && listed == null && uniform == null) {
            return none(complete);
        }
        check(footer, listed, uniform, complete);
        boolean everyColumn = everyColumn(complete, ColumnOptions.unmatched(values));
        requireTrue(values, ParquetProperties.DOUBLE_WRAPPING, "single wrapping");
        requireTrue(values, ParquetProperties.INTERNAL_KEY_MATERIAL, "external key material");
        refuseSummaryFiles(values);
        return new EncryptionOptions(
                uniform != null ? uniform : values.required(ParquetProperties.FOOTER_KEY),
                uniform != null || (listed == null && everyColumn),
                columns == null ? Map.of() : ColumnKeys.parse(columns),
                uniform == null && everyColumn,
                values.flag(ParquetProperties.PLAINTEXT_FOOTER),
                values.oneOf(ParquetProperties.ALGORITHM, ParquetCipher.class),
                values.aesKeyBits(ParquetProperties.DEK_BITS),
                kekBits(values));
    }

    /** A key that wraps others is at least as strong as these: NIST SP 800-57 part 1, 6.2.1.3. As strong, where it isn't set. */
    private static int kekBits(Values values) {
        int dekBits = values.aesKeyBits(ParquetProperties.DEK_BITS);
        int kekBits = values.aesKeyBits(ParquetProperties.KEK_BITS);
        if (kekBits >= dekBits || !values.isSet(ParquetProperties.KEK_BITS)) {
            return Math.max(kekBits, dekBits);
        }
        throw new InvalidConfigurationException(ParquetProperties.KEK_BITS + "=" + kekBits
                + " is weaker than the data keys that it would wrap (" + ParquetProperties.DEK_BITS + "=" + dekBits
                + "): set it to " + dekBits + " or more, or unset it");
    }

    private static @Nullable EncryptionOptions none(boolean complete) {
        if (complete) {
            throw new InvalidConfigurationException(ParquetProperties.COMPLETE_COLUMNS
                    + "=true, but there is no key: set " + ParquetProperties.FOOTER_KEY);
        }
        return null;
    }

    /** {@code complete.columns=true} is parquet-java's way to say {@code columns.unmatched=footer}. */
    private static boolean everyColumn(boolean complete, @Nullable Unmatched unmatched) {
        if (complete && unmatched != null && unmatched != Unmatched.FOOTER) {
            throw new InvalidConfigurationException(ParquetProperties.COMPLETE_COLUMNS
                    + "=true encrypts the columns that nobody listed, and " + KmsProperties.COLUMNS_UNMATCHED + "="
                    + unmatched.name().toLowerCase(Locale.ROOT) + " does not: unset one of them");
        }
        return complete || unmatched == Unmatched.FOOTER;
    }

    private static void check(
            @Nullable String footer, @Nullable Property listed, @Nullable String uniform, boolean complete) {
        if (uniform != null && (footer != null || listed != null || complete)) {
            throw new InvalidConfigurationException(ParquetProperties.UNIFORM_KEY + " is the key of everything: unset "
                    + ParquetProperties.FOOTER_KEY + ", " + ParquetProperties.COLUMN_KEYS + ", " + KmsProperties.COLUMNS
                    + " and " + ParquetProperties.COMPLETE_COLUMNS + ", or unset it");
        }
        if (uniform == null && footer == null) {
            throw new InvalidConfigurationException(
                    listed + " is set without a footer key: set " + ParquetProperties.FOOTER_KEY);
        }
    }

    /** Parquet writes {@code _metadata} in plaintext, with the least and greatest value of every column in it. */
    private static void refuseSummaryFiles(Values values) {
        String level = values.required(ParquetProperties.SUMMARY_LEVEL);
        if (!level.equalsIgnoreCase("NONE") || values.flag(ParquetProperties.ENABLE_SUMMARY)) {
            throw new InvalidConfigurationException(ParquetProperties.SUMMARY_LEVEL + "=" + level + " (or "
                    + ParquetProperties.ENABLE_SUMMARY
                    + "=true) would write a plaintext summary of encrypted files, values"
                    + " included: set it to NONE");
        }
    }

    private static void requireTrue(Values values, Property property, String what) {
        if (!values.flag(property)) {
            throw new InvalidConfigurationException(
                    property + "=false: " + what + " is not supported yet; unset the property");
        }
    }
}
