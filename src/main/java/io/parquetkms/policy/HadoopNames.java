package io.parquetkms.policy;

import io.parquetkms.config.PathSettings;
import io.parquetkms.config.PathSettings.Mount;
import io.parquetkms.config.PathSettings.NameNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Further names that a cluster's configuration gives to the same files: a name service and its NameNodes, and mount tables
 * ({@code viewfs}), in both directions. Asks no file system. For one place; not safe for use by more than one thread.
 */
final class HadoopNames {

    /** What HDFS shows below any directory: an older state of it. */
    private static final String SNAPSHOT = "/.snapshot/";

    private static final String RAW = "/.reserved/raw/";
    private static final String INODES = "/.reserved/.inodes/";

    private final PathSettings settings;
    private final boolean defaultIsView;
    private @Nullable List<Mount> mounts;
    private @Nullable List<NameNode> nameNodes;

    HadoopNames(PathSettings settings) {
        this.settings = settings;
        defaultIsView = settings.defaultFileSystem().startsWith(Schemes.VIEW);
    }

    private List<Mount> mounts() {
        mounts = mounts == null ? settings.mounts() : mounts;
        return mounts;
    }

    private List<NameNode> nameNodes() {
        nameNodes = nameNodes == null ? settings.nameNodes() : nameNodes;
        return nameNodes;
    }

    /** Whether a location's name does not say where the file is. */
    boolean isOpaque(Location location) {
        boolean byInode =
                location.scheme().equals(Schemes.HDFS) && location.path().startsWith(INODES);
        return byInode || (location.scheme().equals(Schemes.VIEW) && isOpaqueView(location));
    }

    private boolean isOpaqueView(Location view) {
        return mount(view).isEmpty()
                && mounts().stream().anyMatch(mount -> isTable(mount, view) && isOpaque(mount.kind()));
    }

    private static boolean isOpaque(String kind) {
        return kind.equals("linkRegex") || kind.equals("linkMerge");
    }

    /** The location and its other names. */
    List<Location> of(Location location) {
        List<Location> names = new ArrayList<>(List.of(location));
        if (location.isLocal() && !defaultIsView) {
            return names;
        }
        names.addAll(location.scheme().equals(Schemes.VIEW) ? behind(location) : views(location));
        for (Location name : List.copyOf(names)) {
            if (name.scheme().equals(Schemes.HDFS)) {
                names.addAll(ofNameNodes(name));
            }
        }
        for (Location name : List.copyOf(names)) {
            String path = name.path();
            if (path.startsWith(RAW)) {
                names.add(name.withPath(path.substring(RAW.length() - 1)));
            } else if (path.contains(SNAPSHOT)) {
                names.add(name.withPath(path.replaceFirst("/\\.snapshot/[^/]*", "")));
            }
        }
        return names;
    }

    private List<Location> behind(Location view) {
        return mount(view).stream()
                .flatMap(mount -> targets(mount).stream()
                        .map(target -> target.withPath(target.path() + Location.below(view.path(), mount.source()))))
                .toList();
    }

    private List<Location> views(Location location) {
        List<Location> views = new ArrayList<>();
        for (Mount mount : mounts()) {
            for (Location target : targets(mount)) {
                String rest = Location.below(location.path(), target.path());
                if (rest != null && target.withPath(location.path()).equals(location)) {
                    views.add(Location.of(Schemes.VIEW, mount.table(), mount.source() + "/" + rest));
                }
            }
        }
        return views;
    }

    /** The one with the longest source; a fallback only where there is no other. */
    private Optional<Mount> mount(Location view) {
        return mounts().stream()
                .filter(mount -> isTable(mount, view) && !isOpaque(mount.kind()))
                .filter(mount -> Location.below(view.path(), mount.source()) != null)
                .max(Comparator.comparing((Mount mount) -> mount.source().length())
                        .thenComparing(mount -> !mount.kind().equals("linkFallback")));
    }

    private static boolean isTable(Mount mount, Location view) {
        String table = view.authority() == null ? "default" : view.authority();
        return mount.table().toLowerCase(Locale.ROOT).equals(table);
    }

    private List<Location> targets(Mount mount) {
        return Stream.of(mount.target().split(",", -1))
                .map(target -> Location.of(target.trim(), settings))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Location> ofNameNodes(Location location) {
        List<Location> names = new ArrayList<>();
        for (NameNode node : nameNodes()) {
            Location service = Location.of(Schemes.HDFS, node.service(), location.path());
            Location host = Location.of(Schemes.HDFS, node.address(), location.path());
            if (location.equals(service)) {
                names.add(host);
            } else if (location.equals(host)) {
                names.add(service);
            }
        }
        return names;
    }
}
