package io.parquetkms.policy;

import io.parquetkms.policy.PolicyJson.Mark;
import java.util.Comparator;
import java.util.List;

/**
 * Where a place of a policy is.
 *
 * @param text as its author wrote it
 * @param globs what that comes to, one for each family of schemes
 */
record PolicyPath(String text, List<PathGlob> globs, Mark mark) {

    static PolicyPath of(String text, Mark mark) {
        try {
            return new PolicyPath(text, PathGlob.of(text), mark);
        } catch (RuntimeException e) { // also Hadoop's shaded PatternSyntaxException, which has no name to catch it by
            throw mark.wrong("can't use the path '" + text + "': " + e.getMessage());
        }
    }

    Specificity specificity() {
        return globs.stream()
                .map(PathGlob::specificity)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    boolean isSameAs(PolicyPath other) {
        return globs.stream().anyMatch(glob -> other.globs.stream().anyMatch(glob::isSameAs));
    }
}
