package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.PolicyKeys;
import io.parquetkms.policy.PolicyReader.Declared;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a platform team says once for a whole lake: which places hold what, and how it is encrypted. Read from a JSON file whose shape
 * {@code policy.schema.json} describes. Immutable, safe on any thread.
 */
public final class Policy {

    private final String location;
    private final String text;
    private final Declared declared;
    private final PolicyPlaces places;

    private Policy(String location, String text) {
        this.location = location;
        this.text = text;
        declared = PolicyReader.read(location, text);
        places = new PolicyPlaces(location, declared);
    }

    /**
     * Reads the file that {@link KmsProperties#POLICY} names.
     *
     * @param location on a file system that Hadoop knows, or {@code classpath:…}
     * @throws InvalidConfigurationException naming the line and the field that can't be used, and what to do
     */
    public static Policy load(Configuration configuration, String location) {
        return parse(location, PolicyFile.text(configuration, location));
    }

    /**
     * Reads its text.
     *
     * @param location where it was found, for messages
     * @throws InvalidConfigurationException naming the line and the field that can't be used, and what to do
     */
    public static Policy parse(String location, String text) {
        return new Policy(location, text);
    }

    /**
     * What holds at a path; null where the policy says nothing of it.
     *
     * @param path of a file; null where it is not known
     * @throws InvalidConfigurationException if two places cover it, and neither says more of it than the other
     */
    public @Nullable PolicyPlace at(Configuration configuration, @Nullable Path path) {
        return places.at(configuration, path);
    }

    /** Whether there is a place where plaintext is refused. */
    public boolean requiresAny() {
        return places.requireAny();
    }

    /** The keys that it gives names to, beside {@code parquet.kms.key.<name>}. */
    public Map<String, String> keys() {
        return declared.names();
    }

    /** All keys that it uses, as its author wrote them, with {@code {column}} in those of partitions. */
    public Set<String> encryptionKeys() {
        Set<String> keys = new TreeSet<>(declared.keys().used().keySet());
        keys.addAll(declared.keys().templates().keySet());
        return keys;
    }

    /** Those of footers, and of the logs of table formats, likewise. */
    public Set<String> footerKeys() {
        return all().flatMap(
                        place -> Stream.of(Optional.ofNullable(place.footerKey()), Optional.ofNullable(place.logKey())))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same, as what is configured. */
    public PolicyKeys configured() {
        return declared.keys();
    }

    /** What its places add to the encryption context, each once. */
    public List<SortedMap<String, String>> encryptionContexts() {
        return all().map(DeclaredPlace::encryptionContext).distinct().toList();
    }

    /** How many places it has, the default among them. */
    public int size() {
        return (int) all().count();
    }

    /** Its places but the default: where each stands, as {@link PolicyPlace#source} has it, and its globs. */
    public SortedMap<String, List<String>> places() {
        SortedMap<String, List<String>> all = new TreeMap<>();
        declared.places()
                .forEach(place -> all.put(
                        place.mark().toString(),
                        place.paths().stream().map(PolicyPath::text).toList()));
        return all;
    }

    private Stream<DeclaredPlace> all() {
        return Stream.concat(declared.places().stream(), Stream.ofNullable(declared.byDefault()));
    }

    public String location() {
        return location;
    }

    /** As it was read, for the application's other processes. */
    public String text() {
        return text;
    }

    /** SHA-256 of the text, in hex: what {@code sha256sum} says of the file. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** One line about it. */
    @Override
    public String toString() {
        return "policy " + location + " (SHA-256 " + hash() + "), with " + size() + " places";
    }
}
