package io.parquetkms.policy;

import io.parquetkms.config.PathSettings;
import io.parquetkms.policy.Committers.Destination;
import io.parquetkms.policy.Committers.Known;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is, or will be when its job is committed, whichever way its path spells that: with any scheme of its
 * {@linkplain Schemes family}, with or without the default file system, through mount tables or local symbolic links, and in whichever
 * directory a {@linkplain Committers committer} keeps it meanwhile.
 *
 * <p>No path makes this fail. Immutable.
 */
final class Place {

    /** All that it is known as: where the file will be, and what it was opened as. */
    private final List<Location> names;

    /** Where it will be, by the names that count most. */
    private final List<Location> destinations;

    /** Where only a directory above the file is known, that one. */
    private final List<Location> roots;

    private final boolean local;
    private final @Nullable String unknown;

    private Place(List<Location> names, List<Location> destinations, List<Location> roots, @Nullable String unknown) {
        this.names = names;
        this.destinations = destinations;
        this.roots = roots;
        local = names.stream().anyMatch(Location::isLocal);
        this.unknown = unknown;
    }

    /**
     * Finds it. Local symbolic links are followed by asking the file system; no other one is asked.
     *
     * @param configuration of the job that writes or reads the file
     */
    public static Place of(Configuration configuration, Path path) {
        return of(new PathSettings(configuration), path);
    }

    /** Where the file will be, in the one spelling that the path, or its job's output, has itself. */
    static String destination(Configuration configuration, Path written) {
        Path path = TaskFiles.destination(written);
        Destination destination = Committers.destination(path.toString());
        if (!destination.staged()) {
            return destination.path();
        }
        PathSettings settings = new PathSettings(configuration);
        String output = settings.outputDirectory();
        return output == null
                        || jobOutput(settings, Location.of(path, settings)).isEmpty()
                ? destination.path()
                : Committers.destination(withoutSlash(output) + destination.rest())
                        .path();
    }

    private static String withoutSlash(String directory) {
        return directory.endsWith("/") ? directory.substring(0, directory.length() - 1) : directory;
    }

    private static Place of(PathSettings settings, Path written) {
        Path path = TaskFiles.destination(written);
        Location opened = Location.of(path, settings);
        if (opened.path().isEmpty()) {
            return new Place(List.of(), List.of(), List.of(), "its path is relative");
        }
        Destination destination = Committers.destination(opened.path());
        HadoopNames hadoop = new HadoopNames(settings);
        Set<Location> names = new LinkedHashSet<>();
        if (destination.staged()) {
            jobOutput(settings, opened)
                    .ifPresent(job -> add(hadoop, names, job.withPath(job.path() + destination.rest())));
        }
        if (names.isEmpty()) {
            add(hadoop, names, opened.withPath(destination.path()));
        }
        List<Location> destinations = List.copyOf(names);
        add(hadoop, names, opened.withPath(destination.path()));
        add(hadoop, names, opened);
        Set<Location> roots = new LinkedHashSet<>();
        if (destination.known() == Known.BELOW_ROOT) {
            add(hadoop, roots, opened.withPath(destination.root()));
        }
        return new Place(
                List.copyOf(names), destinations, List.copyOf(roots), unknown(settings, destination, hadoop, opened));
    }

    private static void add(HadoopNames hadoop, Set<Location> names, Location location) {
        if (names.contains(location)) {
            return; // with all that it is known as
        }
        for (Location name : hadoop.of(location)) {
            names.add(name);
            if (name.isLocal()) {
                names.add(name.withPath(LocalLinks.real(name.path())));
            }
        }
    }

    /**
     * Where the job's output goes, if that is not where the task writes: S3A's staging committers have tasks write to a local disk, and
     * keep what is below the task's directory. Empty for all others.
     */
    private static Optional<Location> jobOutput(PathSettings settings, Location opened) {
        String output = settings.outputDirectory();
        return output == null || !opened.isLocal()
                ? Optional.empty()
                : Location.of(output, settings).filter(job -> !job.isLocal()).map(Place::committed);
    }

    /** A directory to which a committer's own job writes may be another committer's. */
    private static Location committed(Location directory) {
        Destination ofFile = Committers.destination(directory.path() + "/file");
        return ofFile.staged() ? directory.withPath(ofFile.root()) : directory;
    }

    private static @Nullable String unknown(
            PathSettings settings, Destination destination, HadoopNames hadoop, Location opened) {
        if (destination.known() == Known.NOT) {
            return "it goes to a partition with a LOCATION of its own, which only Spark's committer knows";
        }
        if (destination.known() == Known.BELOW_ROOT && settings.hiveStagesElsewhere()) {
            return "hive.exec.stagingdir is an absolute path, so that only Hive knows where it goes";
        }
        return hadoop.isOpaque(opened) ? "the name it was opened by does not tell where it is" : null;
    }

    /** Why it can't be told where the file will be, as a part of a sentence; null where it can. */
    public @Nullable String unknown() {
        return unknown;
    }

    /** Whether a glob covers it, or might. */
    boolean isIn(PathGlob glob) {
        return unknown != null
                || isNamedBy(glob)
                || (local && glob.real().filter(this::isNamedBy).isPresent());
    }

    /** Whether a glob covers where the file will be. */
    boolean isAt(PathGlob glob) {
        return isAny(destinations, glob);
    }

    /** Whether a glob covers where the file will be, or where it is meanwhile. */
    boolean isKnownAs(PathGlob glob) {
        return isAny(names, glob);
    }

    private boolean isAny(List<Location> some, PathGlob glob) {
        return covers(glob, some)
                || (local && glob.real().filter(real -> covers(real, some)).isPresent());
    }

    /** Asked for each of a policy's globs and each file, hence no stream. */
    private static boolean covers(PathGlob glob, List<Location> some) {
        for (Location location : some) {
            if (glob.covers(location)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is at or below the other, or the other below this, by any of their names. */
    boolean overlaps(Place other) {
        return names.stream().anyMatch(name -> other.names.stream().anyMatch(name::overlaps));
    }

    /** Whether it may be anywhere below a directory, of which no more is known. */
    boolean isSomewhereBelow() {
        return !roots.isEmpty();
    }

    /** Whether a glob covers something below a directory of which no more is known than that the file will be there. */
    boolean mayBeBelow(PathGlob glob) {
        return roots.stream().anyMatch(glob::mayCoverBelow)
                || (local
                        && glob.real()
                                .filter(real -> roots.stream().anyMatch(real::mayCoverBelow))
                                .isPresent());
    }

    /** The path of where the file will be, without scheme; empty where that is not known. */
    String path() {
        return destinations.isEmpty() ? "" : destinations.get(0).path();
    }

    private boolean isNamedBy(PathGlob glob) {
        return names.stream().anyMatch(glob::covers) || roots.stream().anyMatch(glob::mayCoverBelow);
    }

    /** Where the file will be, with the scheme that stands for its family; empty where that is not known at all. */
    @Override
    public String toString() {
        return names.isEmpty() ? "" : names.get(0).toString();
    }
}
