package io.parquetkms.parquet;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How files of one schema would be written at one place: which part under which key, who decided that, and what stays in plaintext. Or
 * why they would not be written at all. {@link #toString} prints it as a table.
 *
 * @param path as it was asked for
 * @param refusal why such a file would not be written, and what to do; empty where it would be
 * @param required why plaintext is refused there; empty where it is not
 * @param policyPlace where in a policy the place stands; empty where no policy speaks of it
 * @param algorithm how pages are encrypted, and the length of the data keys; empty where nothing is encrypted
 * @param encryptionContext bound to every key
 * @param parts the footer, then the columns in the order of the schema; empty where the file would not be written
 * @param notes what else to know
 */
public record Explanation(
        String path,
        String refusal,
        String required,
        String policyPlace,
        String algorithm,
        SortedMap<String, String> encryptionContext,
        List<Part> parts,
        List<String> notes) {

    /** How a part of a file is written. */
    public enum State {
        /** Encrypted with a key of its own. */
        OWN_KEY("own key"),
        /** Encrypted with the footer's key. */
        FOOTER_KEY("footer key"),
        /** Not encrypted. */
        PLAINTEXT("plaintext");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A footer or a column.
     *
     * @param column its leaf path as {@code parquet.encryption.column.keys} takes it; empty for the footer
     * @param state how it is written
     * @param key as the user wrote it; empty in plaintext
     * @param keyId what that stands for; empty in plaintext
     * @param decidedBy the rule, property or line of a policy that says so
     */
    public record Part(String column, State state, String key, String keyId, String decidedBy) {

        /** Whether it is the footer. */
        public boolean isFooter() {
            return column.isEmpty();
        }
    }

    public Explanation {
        encryptionContext = Collections.unmodifiableSortedMap(new TreeMap<>(encryptionContext));
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    static Explanation refused(String path, String refusal) {
        return new Explanation(path, refusal, "", "", "", new TreeMap<>(), List.of(), List.of());
    }

    /** Whether such files would not be written. */
    public boolean isRefused() {
        return !refusal.isEmpty();
    }

    /** Whether they would be written with nothing of them encrypted. */
    public boolean isPlaintext() {
        return !isRefused() && parts.stream().allMatch(part -> part.state() == State.PLAINTEXT);
    }

    /** All but the footer, in the order of the schema. */
    public List<Part> columns() {
        return parts.stream().filter(part -> !part.isFooter()).toList();
    }

    /** As a table, for people. */
    @Override
    public String toString() {
        return new ExplanationTable(this).toString();
    }
}
