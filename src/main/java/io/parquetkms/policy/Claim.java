package io.parquetkms.policy;

import io.parquetkms.config.ColumnPattern;
import io.parquetkms.config.ColumnRules.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What a rule or a tag says of columns.
 *
 * @param pattern which columns
 * @param key as the user wrote it; null for the footer's
 * @param excludes whether the columns are taken out of those of the key
 * @param inItsCase whether it means columns in just its letters
 * @param source who says so, for people
 */
record Claim(ColumnPattern pattern, @Nullable String key, boolean excludes, boolean inItsCase, String source) {

    /** What is taken out would be in plaintext: only what was surely meant. */
    static Claim of(Rule rule) {
        return new Claim(rule.pattern(), rule.key(), rule.excludes(), rule.excludes(), rule.inWords());
    }

    /** One that puts columns of another pattern under the same key, in any case. */
    Claim loosely(ColumnPattern other) {
        return new Claim(other, key, false, false, source);
    }

    ChosenKey chosenKey() {
        return new ChosenKey(key, source);
    }
}
