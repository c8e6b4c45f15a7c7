package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Printable;
import io.parquetkms.policy.Nested.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Finds the columns that rules and tags mean in the schema of one file. */
final class RuledColumns {

    private static final String MAY_BE_MISSING = " With " + KmsProperties.COLUMNS_MISSING
            + "=ignore (in a policy: \"missing\": \"ignore\") files may lack it.";

    private final MessageType schema;
    private final @Nullable Path file;
    private final Map<ColumnPath, String> takenOut = new HashMap<>();
    private final Map<ColumnPath, List<ColumnPath>> variants;

    /** @param file for messages */
    RuledColumns(MessageType schema, @Nullable Path file) {
        this.schema = schema;
        this.file = file;
        variants = Variants.of(schema).leaves();
    }

    /**
     * The leaves that a set of rules means, and their keys.
     *
     * @param partitions names of partition columns, which are not in the schema: their values stand in paths
     * @throws InvalidConfigurationException if rules contradict each other, if one fits no column (where that is an error), or if one
     *     means a partition column
     */
    Map<ColumnPath, ChosenKey> find(RuleSet rules, Set<String> partitions) {
        List<Claim> claims = rules.rules().rules().stream().map(Claim::of).toList();
        Search search = search(claims, partitions);
        if (rules.missingFails()) {
            refuseMissing(claims, search, MAY_BE_MISSING);
        }
        return search.found;
    }

    /** The leaves that are tagged in one place, and their keys. */
    Map<ColumnPath, ChosenKey> find(Collection<Claim> tags) {
        Search search = search(tags, Set.of());
        refuseMissing(tags, search, "");
        return search.found;
    }

    private Search search(Collection<Claim> claims, Set<String> partitions) {
        Search search = new Search();
        Set<Fit> top = claims.stream().map(Fit::start).collect(Collectors.toCollection(LinkedHashSet::new));
        search.in(schema, List.of(), top, whole(top, List.of()));
        partitions.forEach(partition -> search.partition(partition, top));
        return search;
    }

    private void refuseMissing(Collection<Claim> claims, Search search, String remedy) {
        for (Claim claim : claims) {
            if (!search.fitting.contains(claim)) {
                String source = Character.toUpperCase(claim.source().charAt(0))
                        + claim.source().substring(1);
                throw new InvalidConfigurationException(source + " fits no column of " + Datasets.nameOf(file) + ". "
                        + new MissingHint(this, leaves()).about(claim) + remedy + " Its columns: "
                        + ColumnHint.list(leaves()) + ". (This file was not written.)");
            }
        }
    }

    /** Columns that rules which were looked at would mean, but for one that takes them out: that one, for people. */
    Map<ColumnPath, String> takenOut() {
        return takenOut;
    }

    /** The columns that a claim would mean if it stood alone: leaves, and variants. */
    Set<ColumnPath> alone(Claim claim) {
        Map<ColumnPath, ChosenKey> found = search(List.of(claim), Set.of()).found;
        Set<ColumnPath> columns = new LinkedHashSet<>();
        variants.forEach((variant, leaves) -> {
            if (found.keySet().removeAll(leaves)) {
                columns.add(variant);
            }
        });
        columns.addAll(found.keySet());
        return columns;
    }

    private Set<ColumnPath> leaves() {
        return schema.getPaths().stream().map(ColumnPath::get).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those that mean a place with all below it, beside those that did so above it. */
    private static List<Fit> whole(Collection<Fit> fits, List<Fit> above) {
        List<Fit> whole = new ArrayList<>(above);
        fits.stream().filter(Fit::isWhole).forEach(whole::add);
        return whole;
    }

    /** One way through the schema. */
    private final class Search {

        private final Map<ColumnPath, ChosenKey> found = new LinkedHashMap<>();
        private final Set<Claim> fitting = new HashSet<>();

        /**
         * Looks at what lies in a group.
         *
         * @param fits that may fit something below it
         * @param whole that fit the group, or one that it is in
         */
        void in(GroupType group, List<String> path, Set<Fit> fits, List<Fit> whole) {
            for (Nested nested : Nested.in(group)) {
                Set<Fit> reaching = fits;
                List<Fit> wholeThere = whole;
                for (Step step : nested.steps()) {
                    reaching = Fit.next(reaching, step);
                    wholeThere = whole(reaching, wholeThere);
                }
                if (!reaching.isEmpty() || !wholeThere.isEmpty()) {
                    at(nested.type(), plus(path, nested.path()), reaching, wholeThere);
                }
            }
        }

        private void at(Type type, List<String> path, Set<Fit> fits, List<Fit> whole) {
            ColumnPath column = columnPath(path);
            List<ColumnPath> variant = variants.get(column);
            if (variant != null) {
                List<Fit> parts = new ArrayList<>(whole);
                addParts(type.asGroupType(), fits, parts);
                choose(column, variant, parts);
            } else if (type.isPrimitive()) {
                choose(column, List.of(column), whole);
            } else {
                in(type.asGroupType(), path, fits, whole);
            }
        }

        /** What fits a part of a variant means all of it, for its values are in each of them; but none is taken out by a part. */
        private void addParts(GroupType group, Set<Fit> fits, List<Fit> parts) {
            for (Type field : group.getFields()) {
                Set<Fit> next = Fit.next(fits, Step.of(field.getName()));
                next.stream()
                        .filter(fit -> fit.isWhole() && !fit.claim().excludes())
                        .forEach(parts::add);
                if (!field.isPrimitive()) {
                    addParts(field.asGroupType(), next, parts);
                }
            }
        }

        private void choose(ColumnPath column, List<ColumnPath> leaves, List<Fit> fits) {
            fits.forEach(fit -> fitting.add(fit.claim()));
            Fit chosen = new Choice("Column '" + Printable.line(column.toDotString()) + "' of " + Datasets.nameOf(file))
                    .among(fits);
            if (chosen != null) {
                leaves.forEach(leaf -> found.put(leaf, chosen.claim().chosenKey()));
            } else {
                fits.stream()
                        .filter(fit -> fit.claim().excludes())
                        .findFirst()
                        .ifPresent(exclusion -> leaves.forEach(
                                leaf -> takenOut.put(leaf, exclusion.claim().source())));
            }
        }

        /** A pattern that means all columns of a file does not name the partition. */
        void partition(String name, Set<Fit> top) {
            List<Fit> fits = Fit.next(top, Step.of(name)).stream()
                    .filter(fit -> fit.isWhole() && fit.claim().pattern().hasLiterals())
                    .toList();
            fits.forEach(fit -> fitting.add(fit.claim()));
            Fit chosen = new Choice("Partition column '" + name + "' of " + Datasets.nameOf(file)).among(fits);
            if (chosen != null) {
                throw new InvalidConfigurationException("Partition column '" + name + "' of " + Datasets.nameOf(file)
                        + " is under " + chosen.claim().chosenKey().keyInWords() + " by "
                        + chosen.claim().source() + ", but its values stand in the names of directories, in plaintext:"
                        + " don't partition by it, or have no rule that means it. (This file was not written.)");
            }
        }
    }

    private static List<String> plus(List<String> path, List<String> names) {
        return Stream.concat(path.stream(), names.stream()).toList();
    }

    private static ColumnPath columnPath(List<String> path) {
        return ColumnPath.get(path.toArray(String[]::new));
    }
}
