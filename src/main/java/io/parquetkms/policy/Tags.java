package io.parquetkms.policy;

import java.util.Map;

/**
 * What the schema of a writer itself says about its columns: Spark's column metadata, Avro's field properties, the file's own key-value
 * metadata. As texts, which are read once for each schema.
 *
 * @param spark the JSON of Spark's schema; empty where it has no tag
 */
public record Tags(String spark) {

    /** None. */
    public static final Tags NONE = new Tags("");

    /**
     * Those of a file.
     *
     * @param metadata that its writer puts into it
     */
    public static Tags of(Map<String, String> metadata) {
        return NONE;
    }
}
