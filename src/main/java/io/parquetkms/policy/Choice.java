package io.parquetkms.policy;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of several claims on a column holds: the most specific one. Those that take it out of a key's columns are compared with those
 * that put it there, key by key.
 *
 * @param column for messages: {@code Column 'ssn' of /lake/t/part-0.parquet}
 */
record Choice(String column) {

    /**
     * Chooses.
     *
     * @return null where none puts the column under a key
     * @throws InvalidConfigurationException if two that say different things are equally specific, naming both
     */
    @Nullable
    Fit among(Collection<Fit> fits) {
        if (fits.isEmpty()) {
            return null;
        }
        Map<ChosenBy, Fit> best = new LinkedHashMap<>();
        fits.forEach(
                fit -> best.merge(new ChosenBy(fit.claim().key(), fit.claim().excludes()), fit, Choice::moreSpecific));
        List<Fit> left = new ArrayList<>();
        best.forEach((by, fit) -> {
            if (!by.excludes && !isTakenOut(fit, best.get(new ChosenBy(by.key, true)))) {
                left.add(fit);
            }
        });
        return left.isEmpty() ? null : mostSpecific(left);
    }

    private record ChosenBy(@Nullable String key, boolean excludes) {}

    private static Fit moreSpecific(Fit one, Fit other) {
        return Fit.BY_SPECIFICITY.compare(one, other) < 0 ? other : one;
    }

    private boolean isTakenOut(Fit fit, @Nullable Fit exclusion) {
        if (exclusion == null) {
            return false;
        }
        int compared = Fit.BY_SPECIFICITY.compare(fit, exclusion);
        if (compared == 0) {
            throw new InvalidConfigurationException(column + " is under " + said(fit)
                    + ", and taken out of its columns by " + exclusion.claim().source() + advice());
        }
        return compared < 0;
    }

    /** @param fits one for each key */
    private Fit mostSpecific(List<Fit> fits) {
        Fit chosen = Collections.max(fits, Fit.BY_SPECIFICITY);
        List<Fit> equal = fits.stream()
                .filter(fit -> Fit.BY_SPECIFICITY.compare(fit, chosen) == 0)
                .toList();
        if (equal.size() > 1) {
            throw new InvalidConfigurationException(
                    column + " is under " + said(equal.get(0)) + ", and under " + said(equal.get(1)) + advice());
        }
        return chosen;
    }

    private static String said(Fit fit) {
        return fit.claim().chosenKey().keyInWords() + " by " + fit.claim().source();
    }

    private static String advice() {
        return ", and neither is more specific: write a rule for this column alone, with its whole path. (This file was not written.)";
    }
}
