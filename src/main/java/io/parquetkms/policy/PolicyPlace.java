package io.parquetkms.policy;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.Property;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one place. Keys are as the policy's author wrote them, with the values of the place's partitions for
 * {@code {column}}.
 *
 * @param source where it stands, for people: {@code policy s3://conf/lake.json, line 12}
 * @param decided what it says in the words of properties: {@code parquet.encryption.footer.key}, {@code parquet.kms.columns.unmatched}
 *     and others; empty where it only says what is {@code required}, or that nothing need be encrypted there
 * @param rules of its columns
 * @param required whether plaintext files are refused there, on write and on read
 * @param encryptionContext bound to every key there, with the settings' own
 * @param refusal why no file can be written there, as a part of a sentence; null where one can
 */
public record PolicyPlace(
        String source,
        Map<Property, String> decided,
        RuleSet rules,
        boolean required,
        SortedMap<String, String> encryptionContext,
        @Nullable String refusal) {

    public PolicyPlace {
        decided = Map.copyOf(decided);
    }

    /**
     * Of a file that goes nobody knows where: it might be a place that must be encrypted.
     *
     * @param refusal null where the settings' keys would be right wherever that is
     */
    static PolicyPlace unknown(String source, @Nullable String refusal) {
        return new PolicyPlace(source, Map.of(), new RuleSet(ColumnRules.NONE, false), true, new TreeMap<>(), refusal);
    }
}
