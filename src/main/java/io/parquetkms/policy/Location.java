package io.parquetkms.policy;

import io.parquetkms.config.PathSettings;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A path, spelt in the one way that stands for all.
 *
 * @param scheme the {@linkplain Schemes#family family}
 * @param authority empty where the scheme has none; null where it is not known
 * @param path absolute, without {@code .}, {@code ..}, double slashes or one at the end
 */
record Location(String scheme, @Nullable String authority, String path) {

    static final String ROOT = "/";

    /** A path of Hadoop's, with what it leaves out. Its path is empty where it is relative to a directory that is not known. */
    static Location of(Path path, PathSettings settings) {
        URI uri = path.toUri();
        URI base = defaultFileSystem(settings);
        String scheme = uri.getScheme() == null ? base.getScheme() : uri.getScheme();
        boolean ofDefault = Schemes.family(scheme).equals(Schemes.family(base.getScheme()));
        String authority = uri.getAuthority() == null && ofDefault ? base.getAuthority() : uri.getAuthority();
        String text = uri.getPath();
        if (text.startsWith(ROOT) || uri.getAuthority() != null) {
            return of(scheme, authority, text);
        }
        return Schemes.family(scheme).equals(Schemes.LOCAL)
                ? of(scheme, authority, System.getProperty("user.dir", "") + ROOT + text)
                : new Location(Schemes.family(scheme), null, "");
    }

    /** A path in a property; empty where it is none, so that nothing can be there. */
    static Optional<Location> of(String path, PathSettings settings) {
        try {
            return Optional.of(of(new Path(path), settings))
                    .filter(location -> !location.path().isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static URI defaultFileSystem(PathSettings settings) {
        try {
            URI uri = new Path(settings.defaultFileSystem()).toUri();
            return uri.getScheme() == null ? URI.create("file:///") : uri;
        } catch (IllegalArgumentException e) {
            return URI.create("file:///"); // Hadoop opens nothing with such a one
        }
    }

    static Location of(String scheme, @Nullable String authority, String path) {
        String family = Schemes.family(scheme);
        String known = family.equals(Schemes.LOCAL) ? "" : authority;
        return new Location(family, known == null ? null : Schemes.authority(family, known), normalized(path));
    }

    Location withPath(String other) {
        return new Location(scheme, authority, normalized(other));
    }

    boolean isLocal() {
        return scheme.equals(Schemes.LOCAL);
    }

    /** Whether one of them is at or below the other. An authority that is not known may be any. */
    boolean overlaps(Location other) {
        return scheme.equals(other.scheme)
                && (authority == null || other.authority == null || authority.equals(other.authority))
                && (below(path, other.path) != null || below(other.path, path) != null);
    }

    /** What stands in this path below another; null where this is not below it. Each is below itself. */
    static @Nullable String below(String path, String directory) {
        if (directory.equals(ROOT)) {
            return path;
        }
        if (!path.startsWith(directory)) {
            return null;
        }
        String rest = path.substring(directory.length());
        return rest.isEmpty() || rest.startsWith(ROOT) ? rest : null;
    }

    /** Hadoop's paths mostly are; but {@code /../x} passes, which a local file system takes for {@code /x}. */
    static String normalized(String path) {
        if (isNormalized(path)) {
            return path;
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split(ROOT, -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        return ROOT + String.join(ROOT, names);
    }

    private static boolean isNormalized(String path) {
        return path.startsWith(ROOT)
                && !path.contains("//")
                && !path.contains("/.")
                && (path.length() == 1 || !path.endsWith(ROOT));
    }

    @Override
    public String toString() {
        return scheme.equals(Schemes.LOCAL) ? scheme + ":" + path : as(scheme);
    }

    /** As under another scheme of the family. */
    String as(String member) {
        return member + "://" + (authority == null ? "" : authority) + path;
    }
}
