package io.parquetkms.policy;

import io.parquetkms.config.ColumnOptions;
import io.parquetkms.config.ColumnRules;

/**
 * Rules that one hand wrote. Where there are several for a file, an earlier set's word on a column can't be changed by a later one.
 *
 * @param rules these
 * @param missingFails whether a rule that fits no column of the file is an error
 */
public record RuleSet(ColumnRules rules, boolean missingFails) {

    static RuleSet of(ColumnOptions columns) {
        return new RuleSet(columns.rules(), columns.missingFails());
    }
}
