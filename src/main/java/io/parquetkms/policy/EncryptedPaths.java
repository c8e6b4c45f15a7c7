package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import java.util.List;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Parquet files must be encrypted. A glob covers what it matches and everything below; it is compared with the path
 * as given and with the path without scheme and authority.
 */
public final class EncryptedPaths {

    private final List<GlobPattern> globs;

    private EncryptedPaths(List<GlobPattern> globs) {
        this.globs = globs;
    }

    /**
     * Compiles them.
     *
     * @param globs of {@link KmsProperties#ENCRYPTED_PATHS}; {@code true} stands for everywhere
     * @throws InvalidConfigurationException naming a glob that is none
     */
    public static EncryptedPaths of(List<String> globs) {
        return new EncryptedPaths(globs.stream()
                .filter(glob -> !"false".equalsIgnoreCase(glob))
                .map(glob -> "true".equalsIgnoreCase(glob) ? "*" : glob)
                .map(EncryptedPaths::compile)
                .toList());
    }

    private static GlobPattern compile(String glob) {
        try {
            return new GlobPattern(withoutSlash(new Path(glob)));
        } catch (RuntimeException e) { // Hadoop's shaded PatternSyntaxException, which has no name to catch it by
            throw new InvalidConfigurationException(
                    "Invalid glob '" + glob + "' in " + KmsProperties.ENCRYPTED_PATHS + ": " + e.getMessage(), e);
        }
    }

    /** Whether a file must be encrypted. A path that is not known (null) must be, as soon as anything must. */
    public boolean cover(@Nullable Path file) {
        if (globs.isEmpty() || file == null) {
            return !globs.isEmpty();
        }
        for (Path path = file; path != null; path = path.getParent()) {
            String whole = withoutSlash(path);
            String bare = path.toUri().getPath();
            if (globs.stream().anyMatch(glob -> glob.matches(whole) || glob.matches(bare))) {
                return true;
            }
        }
        return false;
    }

    /** As Hadoop writes paths ({@code file:/data}, no double slashes), and a bucket or directory alike with and without slash. */
    private static String withoutSlash(Path path) {
        String text = path.toString();
        return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
