package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Where Parquet files must be encrypted: globs, each of which covers the {@linkplain Place places} it matches and all below them. */
public final class EncryptedPaths {

    private static final String EVERYWHERE = "*";

    private final List<PathGlob> globs;
    private final boolean everywhere;

    private EncryptedPaths(List<PathGlob> globs, boolean everywhere) {
        this.globs = globs;
        this.everywhere = everywhere;
    }

    /**
     * Compiles them.
     *
     * @param globs of {@link KmsProperties#ENCRYPTED_PATHS}; {@code true} stands for everywhere
     * @throws InvalidConfigurationException naming a glob that is none, or that can match nothing
     */
    public static EncryptedPaths of(List<String> globs) {
        List<String> wanted = globs.stream()
                .filter(glob -> !"false".equalsIgnoreCase(glob))
                .map(glob -> "true".equalsIgnoreCase(glob) ? EVERYWHERE : glob)
                .toList();
        return new EncryptedPaths(
                wanted.stream().flatMap(glob -> compile(glob).stream()).toList(), wanted.contains(EVERYWHERE));
    }

    private static List<PathGlob> compile(String glob) {
        try {
            return PathGlob.of(glob);
        } catch (RuntimeException e) { // also Hadoop's shaded PatternSyntaxException, which has no name to catch it by
            throw new InvalidConfigurationException(
                    "Invalid glob '" + glob + "' in " + KmsProperties.ENCRYPTED_PATHS + ": " + e.getMessage(), e);
        }
    }

    /** Whether there are any. */
    public boolean any() {
        return !globs.isEmpty();
    }

    /**
     * Whether a file must be encrypted. One whose path is not known (null), or does not tell where the file will be, must be as soon as
     * anything must.
     *
     * @param configuration of the job that writes or reads it
     */
    public boolean cover(Configuration configuration, @Nullable Path file) {
        if (globs.isEmpty() || everywhere || file == null) {
            return !globs.isEmpty();
        }
        Place place = Place.of(configuration, file);
        return globs.stream().anyMatch(place::isIn);
    }

    /** Why a file that is {@linkplain #cover covered} is, for messages. */
    public String reason(Configuration configuration, @Nullable Path file) {
        String unknown = everywhere || file == null
                ? null
                : Place.of(configuration, file).unknown();
        return KmsProperties.ENCRYPTED_PATHS + " says it must be encrypted"
                + (unknown == null ? "" : " (where it will be can't be told: " + unknown + ")");
    }
}
