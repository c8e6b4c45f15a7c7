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
        mounts = mounts == null
                ? settings.mounts().stream().map(HadoopNames::normalized).toList()
                : mounts;
        return mounts;
    }

    private static Mount normalized(Mount mount) {
        return new Mount(mount.table(), mount.kind(), Location.normalized(mount.source()), mount.target());
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

    /** The location and its other names, each with its own. */
    List<Location> of(Location location) {
        List<Location> names = new ArrayList<>(List.of(location));
        if (location.isLocal() && !defaultIsView) {
            return names;
        }
        for (int i = 0; i < names.size(); i++) {
            others(names.get(i)).filter(other -> !names.contains(other)).forEach(names::add);
        }
        return names;
    }

    private Stream<Location> others(Location name) {
        return switch (name.scheme()) {
            case Schemes.VIEW -> behind(name).stream();
            case Schemes.HDFS ->
                Stream.of(views(name), ofNameNodes(name), inHdfs(name)).flatMap(List::stream);
            default -> views(name).stream();
        };
    }

    private static List<Location> inHdfs(Location name) {
        String path = name.path();
        if (path.startsWith(RAW)) {
            return List.of(name.withPath(path.substring(RAW.length() - 1)));
        }
        return path.contains(SNAPSHOT)
                ? List.of(name.withPath(path.replaceFirst("/\\.snapshot/[^/]*", "")))
                : List.of();
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
                    Location view = Location.of(Schemes.VIEW, mount.table(), mount.source() + "/" + rest);
                    mount(view).filter(mount::equals).ifPresent(seen -> views.add(view)); // else another mount hides it
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
