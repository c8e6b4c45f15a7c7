package io.parquetkms.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Schemes under which the same files are reached. A family goes by the name of one of them, and an authority by the spelling of that one.
 *
 * <ul>
 *   <li>{@code s3}, {@code s3a}, {@code s3n}: the bucket.
 *   <li>{@code hdfs}, {@code webhdfs}, {@code swebhdfs}: the NameNode's host, or the name service. Ports are not looked at: one NameNode
 *       has one for RPC, one for HTTP and one for HTTPS.
 *   <li>{@code abfs}, {@code abfss}, {@code wasb}, {@code wasbs}: container and account. Both endpoints of an account, {@code dfs} and
 *       {@code blob}, serve the same files.
 *   <li>{@code file}: none.
 * </ul>
 */
final class Schemes {

    static final String LOCAL = "file";
    static final String HDFS = "hdfs";
    static final String VIEW = "viewfs";

    /** What an engine puts before the scheme of a file system that it wraps: Hudi. */
    private static final String WRAPPED = "hoodie-";

    private static final Map<String, List<String>> FAMILIES = Map.of(
            "s3",
            List.of("s3", "s3a", "s3n"),
            HDFS,
            List.of(HDFS, "webhdfs", "swebhdfs"),
            "abfs",
            List.of("abfs", "abfss", "wasb", "wasbs"));

    private static final Map<String, String> BY_SCHEME = FAMILIES.entrySet().stream()
            .flatMap(family -> family.getValue().stream().map(scheme -> Map.entry(scheme, family.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Schemes() {}

    /** The family of a scheme; one that is in none is its own. */
    static String family(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        String bare = lower.startsWith(WRAPPED) ? lower.substring(WRAPPED.length()) : lower;
        return BY_SCHEME.getOrDefault(bare, bare);
    }

    /** The schemes of a family. */
    static List<String> members(String family) {
        return FAMILIES.getOrDefault(family, List.of(family));
    }

    /** The families with a scheme that is one of some. */
    static Stream<String> familiesOf(Predicate<String> some) {
        return FAMILIES.entrySet().stream()
                .filter(family -> family.getValue().stream().anyMatch(some))
                .map(Map.Entry::getKey);
    }

    /** Whether a path means nothing without the name of a bucket or container. */
    static boolean needsAuthority(String family) {
        return switch (family) {
            case "s3", "abfs", "gs" -> true;
            default -> false;
        };
    }

    /** As all members of the family have it. */
    static String authority(String family, String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return switch (family) {
            case LOCAL -> "";
            case "s3" -> lower.substring(lower.lastIndexOf('@') + 1);
            case "abfs" -> lower.replace(".blob.", ".dfs.");
            case HDFS -> withoutPort(lower);
            default -> lower;
        };
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.indexOf(']', colon) > 0 ? authority : authority.substring(0, colon);
    }
}
