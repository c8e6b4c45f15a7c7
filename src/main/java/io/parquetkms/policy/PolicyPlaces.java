package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.PolicyReader.Declared;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Which of a policy's places a file is in: the one that says most of it. Immutable, safe on any thread. */
final class PolicyPlaces {

    private final String source;
    private final Declared declared;
    private final List<Candidate> mostSpecificFirst;

    private record Candidate(PolicyPath path, Specificity specificity, DeclaredPlace place) {

        private boolean isAny(Predicate<PathGlob> glob) {
            for (PathGlob one : path.globs()) { // for each file, hence no stream
                if (glob.test(one)) {
                    return true;
                }
            }
            return false;
        }
    }

    PolicyPlaces(String location, Declared declared) {
        source = "policy " + location;
        this.declared = declared;
        mostSpecificFirst = declared.places().stream()
                .flatMap(place -> place.paths().stream().map(path -> new Candidate(path, path.specificity(), place)))
                .sorted(Comparator.comparing(Candidate::specificity).reversed())
                .toList();
    }

    /** What holds at a path: {@link Policy#at}. */
    @Nullable
    PolicyPlace at(Configuration configuration, @Nullable Path path) {
        Place place = path == null ? null : Place.of(configuration, path);
        String unknown = place == null ? "its writer gives no path" : place.unknown();
        if (place == null || unknown != null) {
            return unknown(unknown);
        }
        Candidate found = first(place::isAt, path);
        found = found == null ? first(place::isKnownAs, path) : found;
        if (mayBeElsewhere(place, found)) {
            return unknown("only its committer knows in which directory below " + place + " it goes");
        }
        DeclaredPlace chosen = found == null ? declared.byDefault() : found.place();
        if (chosen == null) {
            return null;
        }
        Partitions partitions = new Partitions(place.path());
        return TableLogs.contain(path)
                ? chosen.ofLogs(partitions, declared.keys().templates())
                : chosen.in(partitions, declared.keys().templates());
    }

    private @Nullable Candidate first(Predicate<PathGlob> covers, @Nullable Path path) {
        List<Candidate> covering = mostSpecificFirst.stream()
                .filter(candidate -> candidate.isAny(covers))
                .toList();
        if (covering.isEmpty()) {
            return null;
        }
        Candidate first = covering.get(0);
        covering.stream()
                .filter(other -> !other.place().equals(first.place())
                        && other.specificity().equals(first.specificity()))
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidConfigurationException(
                            "Two places of " + source + " cover " + Datasets.nameOf(path)
                                    + ", and neither says more of it than the other: '"
                                    + first.path().text() + "' in line "
                                    + first.path().mark().line() + ", and '"
                                    + other.path().text() + "' in line "
                                    + other.path().mark().line() + ". Name that directory itself in one of them");
                });
        return first;
    }

    /** Whether a place that must be encrypted, and that says more than the one that was found, may be meant. */
    private boolean mayBeElsewhere(Place place, @Nullable Candidate found) {
        return place.isSomewhereBelow()
                && mostSpecificFirst.stream()
                        .takeWhile(candidate ->
                                found == null || candidate.specificity().compareTo(found.specificity()) > 0)
                        .anyMatch(candidate -> candidate.place().required() && candidate.isAny(place::mayBeBelow));
    }

    private @Nullable PolicyPlace unknown(@Nullable String why) {
        if (!requireAny()) {
            return null;
        }
        boolean hasKeys = all().anyMatch(place -> place.required() && place.footerKey() != null);
        return PolicyPlace.unknown(
                source,
                hasKeys
                        ? "where the file will be can't be told (" + why + "), and its places have keys of their own"
                        : null);
    }

    boolean requireAny() {
        return all().anyMatch(DeclaredPlace::required);
    }

    private Stream<DeclaredPlace> all() {
        return Stream.concat(declared.places().stream(), Stream.ofNullable(declared.byDefault()));
    }
}
