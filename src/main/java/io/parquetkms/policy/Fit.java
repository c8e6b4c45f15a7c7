package io.parquetkms.policy;

import io.parquetkms.config.NamePattern;
import io.parquetkms.policy.Nested.Step;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far a claim's pattern fits the names down to a place in the schema.
 *
 * @param at how many names of the pattern are used up
 * @param named how many of them stand for one name that the user gave: not {@code **}, and not a group that a list or map brings
 * @param literals how many characters of these stand for themselves
 * @param inItsCase whether all of them have the case of the schema
 */
record Fit(Claim claim, int at, int named, int literals, boolean inItsCase) {

    /** The more specific one last. */
    static final Comparator<Fit> BY_SPECIFICITY = Comparator.<Fit, Boolean>comparing(
                    fit -> !fit.claim.pattern().hasWildcards())
            .thenComparing(Fit::named)
            .thenComparing(Fit::literals)
            .thenComparing(Fit::inItsCase);

    /** At the top of the schema. */
    static Fit start(Claim claim) {
        return new Fit(claim, 0, 0, 0, true);
    }

    /** Whether the pattern means this place, with all below it. */
    boolean isWhole() {
        List<NamePattern> names = claim.pattern().names();
        int more = at;
        while (more < names.size() && names.get(more) == NamePattern.ANY_NUMBER) {
            more++;
        }
        return more == names.size();
    }

    /** One step further down. */
    static Set<Fit> next(Set<Fit> fits, Step step) {
        Set<Fit> next = new LinkedHashSet<>();
        fits.forEach(fit -> fit.addNext(step, next));
        return next;
    }

    private void addNext(Step step, Set<Fit> next) {
        if (step.optional()) {
            next.add(this);
        }
        List<NamePattern> names = claim.pattern().names();
        if (at == names.size()) {
            return;
        }
        if (names.get(at) == NamePattern.ANY_NUMBER) {
            next.add(this);
            new Fit(claim, at + 1, named, literals, inItsCase).addNext(step, next);
            return;
        }
        NamePattern name = names.get(at);
        for (String written : step.names()) {
            if (mayMean(name, step, written) && (claim.inItsCase() ? name.fitsExactly(written) : name.fits(written))) {
                next.add(after(name, written, step.optional()));
            }
        }
    }

    /** A wildcard is meant for names that a user gave: {@code items.e*} not for all of a list, since it has an {@code element}. */
    private boolean mayMean(NamePattern name, Step step, String written) {
        return !step.optional()
                || (claim.excludes()
                        ? !name.hasWildcards() && !step.alsoFields().contains(written)
                        : !name.hasWildcards() || name.literals() == 0);
    }

    private Fit after(NamePattern name, String written, boolean optional) {
        return new Fit(
                claim,
                at + 1,
                named + (optional ? 0 : 1),
                literals + (optional ? 0 : name.literals()),
                inItsCase && name.fitsExactly(written));
    }
}
