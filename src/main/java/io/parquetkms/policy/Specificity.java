package io.parquetkms.policy;

import java.util.Comparator;

/**
 * How much a glob says of the places it covers: which of several holds. The one that names more directories; then one without wildcards;
 * then the one with more characters that are none; then the one that names a bucket or host; then the one that names a scheme.
 */
record Specificity(int names, boolean literal, int characters, boolean authority, boolean scheme)
        implements Comparable<Specificity> {

    private static final Comparator<Specificity> ORDER = Comparator.comparingInt(Specificity::names)
            .thenComparing(Specificity::literal)
            .thenComparingInt(Specificity::characters)
            .thenComparing(Specificity::authority)
            .thenComparing(Specificity::scheme);

    @Override
    public int compareTo(Specificity other) {
        return ORDER.compare(this, other);
    }
}
