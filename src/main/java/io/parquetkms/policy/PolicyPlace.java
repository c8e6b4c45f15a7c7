package io.parquetkms.policy;

import io.parquetkms.config.Property;
import java.util.Map;
import java.util.SortedMap;

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
 */
public record PolicyPlace(
        String source,
        Map<Property, String> decided,
        RuleSet rules,
        boolean required,
        SortedMap<String, String> encryptionContext) {

    public PolicyPlace {
        decided = Map.copyOf(decided);
    }
}
