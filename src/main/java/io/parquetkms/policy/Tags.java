package io.parquetkms.policy;

import io.parquetkms.config.ColumnPattern;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the schema of a writer itself says about its columns: Spark's column metadata, Avro's field properties, the file's own key-value
 * metadata. As texts, which are read once for each schema. {@code encrypt} is the key's name there, or {@code true} for the footer's.
 *
 * @param spark the JSON of Spark's schema; empty where it has no tag
 * @param avro the JSON of Avro's; empty where it has no tag
 * @param own the tags in the file's metadata, by column as {@link ColumnPattern} spells it
 */
public record Tags(String spark, String avro, Map<String, String> own) {

    /** None. */
    public static final Tags NONE = new Tags("", "", Map.of());

    /** What it is called in metadata of columns, and properties of fields. */
    static final String NAME = "encrypt";

    /** What a tag in the file's metadata is called, before the column. */
    static final String OWN = "parquet.kms.encrypt.";

    private static final String SPARK = "org.apache.spark.sql.parquet.row.metadata";
    private static final String AVRO = "parquet.avro.schema";

    /**
     * Those of a file.
     *
     * @param metadata that its writer puts into it
     */
    public static Tags of(Map<String, String> metadata) {
        String spark = ifTagged(metadata.getOrDefault(SPARK, ""));
        String avro = ifTagged(metadata.getOrDefault(AVRO, ""));
        Map<String, String> own = new TreeMap<>();
        metadata.forEach((name, value) -> {
            if (name.startsWith(OWN)) {
                own.put(name.substring(OWN.length()), value);
            }
        });
        return spark.isEmpty() && avro.isEmpty() && own.isEmpty() ? NONE : new Tags(spark, avro, Map.copyOf(own));
    }

    /** Most schemas have no tag, which is seen fast. */
    private static String ifTagged(String json) {
        return json.contains('"' + NAME + '"') ? json : "";
    }

    /** Whether a column is tagged, and not only called so. */
    public boolean any() {
        return !equals(NONE) && claims().stream().anyMatch(of -> !of.isEmpty());
    }

    /**
     * What they say, one list for each place in which they stand.
     *
     * @throws InvalidConfigurationException naming a tag that is neither a key's name nor {@code true}
     */
    List<List<Claim>> claims() {
        List<List<Claim>> claims = new ArrayList<>();
        if (!spark.isEmpty()) {
            claims.add(new SparkTags(SPARK).of(spark));
        }
        if (!avro.isEmpty()) {
            claims.add(new AvroTags(AVRO).of(avro));
        }
        claims.add(ofFile());
        return claims;
    }

    private List<Claim> ofFile() {
        List<Claim> claims = new ArrayList<>();
        own.forEach((column, value) -> {
            String source = "'" + Printable.line(OWN + column) + "' in the file's metadata";
            ColumnPattern pattern = ColumnPattern.parse(column, source);
            if (pattern.hasWildcards()) {
                throw new InvalidConfigurationException(
                        source + ": a tag names one column, or a group; patterns are for parquet.kms.columns");
            }
            claims.add(claim(pattern, value.equals("true") ? true : value, source));
        });
        return claims;
    }

    /**
     * What a tag says.
     *
     * @param path of the column; none for all
     * @param source where it stands, for people
     */
    static Claim claim(List<String> path, Object value, String source) {
        return claim(
                ColumnPattern.literal(path),
                value,
                "tag '" + NAME + "' of "
                        + (path.isEmpty() ? "the record" : "'" + Printable.line(String.join(".", path)) + "'") + " in "
                        + source);
    }

    private static Claim claim(ColumnPattern pattern, Object value, String source) {
        if (value instanceof String key && !key.isBlank()) {
            return new Claim(pattern, key.trim(), false, true, source);
        }
        if (Boolean.TRUE.equals(value)) {
            return new Claim(pattern, null, false, true, source);
        }
        throw new InvalidConfigurationException("The " + source + " is neither the name of a key, as a text, nor true: "
                + Printable.line(String.valueOf(value)) + ". (This file was not written.)");
    }
}
