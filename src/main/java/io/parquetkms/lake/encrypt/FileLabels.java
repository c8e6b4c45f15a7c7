package io.parquetkms.lake.encrypt;

import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.Explanation.State;
import io.parquetkms.parquet.StandingFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a file is encrypted, by what it says of itself, beside how the rules would have it.
 *
 * @param footer its footer's key; empty in plaintext
 * @param signed whether that only signs it
 * @param columns by name: the column's own KMS key, {@link #FOOTER_KEY}, or empty in plaintext
 */
record FileLabels(String footer, boolean signed, String algorithm, Map<String, String> columns) {

    /** Stands for it. */
    static final String FOOTER_KEY = "(the footer's key)";

    /** Whether a file's key is the one that a rule means. */
    interface SameKey {

        /** Asks the KMS, if need be. */
        boolean is(String ruled, String held);
    }

    static FileLabels of(SourceFile file, StandingFile standing) throws IOException {
        Map<String, String> columns = new TreeMap<>();
        for (Struct group : file.footer().structs(Meta.File.ROW_GROUPS)) {
            for (Struct chunk : group.structs(Meta.RowGroup.COLUMNS)) {
                columns.put(SourceFile.path(chunk).toDotString(), key(chunk, standing));
            }
        }
        byte[] footer = file.footerKeyMetadata();
        String algorithm =
                file.algorithm() == null ? "" : file.algorithm().isSetAES_GCM_V1() ? "AES_GCM_V1" : "AES_GCM_CTR_V1";
        return new FileLabels(
                footer == null ? "" : standing.keyId(footer), !file.footerEncrypted(), algorithm, columns);
    }

    private static String key(Struct chunk, StandingFile standing) throws IOException {
        if (!chunk.has(Meta.Chunk.CRYPTO)) {
            return "";
        }
        Struct crypto = chunk.struct(Meta.Chunk.CRYPTO);
        if (crypto.has(Meta.Crypto.FOOTER_KEY)) {
            return FOOTER_KEY;
        }
        byte[] metadata = crypto.struct(Meta.Crypto.COLUMN_KEY).binaryIfAny(Meta.Crypto.KEY_METADATA);
        return metadata == null ? "(no key is named)" : standing.keyId(metadata);
    }

    /**
     * In what it differs from the rules, for people.
     *
     * @param signedFooter whether these leave the footer in plaintext
     * @return none: it is as they say
     */
    List<String> differences(Explanation rules, boolean signedFooter, SameKey keys) {
        List<String> differences = new ArrayList<>();
        if (signed != signedFooter) {
            differences.add(signed ? "its footer is in plaintext" : "its footer is encrypted");
        }
        if (!rules.algorithm().startsWith(algorithm + ",")) {
            differences.add("it is encrypted by " + algorithm);
        }
        for (Explanation.Part part : rules.parts()) {
            String is = part.isFooter() ? footer : columns.get(part.column());
            if (is != null && !fits(part, is, keys)) {
                differences.add((part.isFooter() ? "its footer" : "column '" + part.column() + "'") + " is "
                        + (is.isEmpty() ? "in plaintext" : "under " + is));
            }
        }
        return differences;
    }

    private static boolean fits(Explanation.Part part, String is, SameKey keys) {
        if (part.isFooter() || part.state() == State.OWN_KEY) {
            return !is.isEmpty() && !is.equals(FOOTER_KEY) && keys.is(part.keyId(), is);
        }
        return is.equals(part.state() == State.FOOTER_KEY ? FOOTER_KEY : "");
    }

    /** Each key with the parts under it, for the report. */
    List<String> keys() {
        Map<String, List<String>> byKey = new TreeMap<>();
        byKey.computeIfAbsent(footer, first -> new ArrayList<>()).add("(footer)");
        columns.forEach((column, key) -> {
            if (!key.isEmpty()) {
                byKey.computeIfAbsent(key.equals(FOOTER_KEY) ? footer : key, first -> new ArrayList<>())
                        .add(column);
            }
        });
        return shown(byKey);
    }

    /** The same, of a file that is not encrypted yet. */
    static List<String> keys(Explanation rules) {
        Map<String, List<String>> byKey = new TreeMap<>();
        for (Explanation.Part part : rules.parts()) {
            if (part.state() != State.PLAINTEXT) {
                byKey.computeIfAbsent(part.keyId(), first -> new ArrayList<>())
                        .add(part.isFooter() ? "(footer)" : part.column());
            }
        }
        return shown(byKey);
    }

    private static List<String> shown(Map<String, List<String>> byKey) {
        return byKey.entrySet().stream()
                .map(key -> key.getKey() + ": " + String.join(", ", key.getValue()))
                .toList();
    }
}
