package io.parquetkms.policy;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.ColumnRules.Rule;
import io.parquetkms.config.KeyTemplate;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.policy.PolicyJson.Mark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of one place, as it stands there.
 *
 * @param paths where it is; empty for all that no other place covers
 * @param footerKey of everything but the columns with keys of their own; null where settings name the keys
 * @param logKey of what a table format writes about a table; null: the footer's
 * @param decided what is said in the words of properties, but for keys
 */
record DeclaredPlace(
        Mark mark,
        List<PolicyPath> paths,
        @Nullable String footerKey,
        @Nullable String logKey,
        ColumnRules rules,
        boolean missingFails,
        Map<Property, String> decided,
        boolean required,
        SortedMap<String, String> encryptionContext) {

    private static final RuleSet NO_RULES = new RuleSet(ColumnRules.NONE, false);

    /**
     * What holds for the files of one partition.
     *
     * @param templates by the names under which keys are known here
     */
    PolicyPlace in(Partitions partitions, Map<String, KeyTemplate> templates) {
        return filled(templates, partitions::value);
    }

    /** What holds for a table format's own files. */
    PolicyPlace ofLogs(Partitions partitions, Map<String, KeyTemplate> templates) {
        return footerKey == null
                ? filled(templates, partitions::value)
                : new DeclaredPlace(
                                mark,
                                paths,
                                logKey == null ? footerKey : logKey,
                                null,
                                ColumnRules.NONE,
                                false,
                                decidedOfLogs(),
                                required,
                                encryptionContext)
                        .filled(templates, partitions::value);
    }

    private Map<Property, String> decidedOfLogs() {
        Map<Property, String> all = new HashMap<>(decided);
        all.put(KmsProperties.COLUMNS_UNMATCHED, "footer");
        return all;
    }

    private PolicyPlace filled(Map<String, KeyTemplate> templates, UnaryOperator<String> values) {
        try {
            return filled(key -> templates.containsKey(key) ? templates.get(key).fill(values) : key, null);
        } catch (IllegalArgumentException e) { // who reads a file there takes the keys that stand in it
            return filled(key -> templates.containsKey(key) ? templates.get(key).sample() : key, e.getMessage());
        }
    }

    private PolicyPlace filled(UnaryOperator<String> keys, @Nullable String refusal) {
        Map<Property, String> all = new HashMap<>(decided);
        if (footerKey != null) {
            all.put(ParquetProperties.FOOTER_KEY, keys.apply(footerKey));
        }
        RuleSet filled = rules.isEmpty() ? NO_RULES : new RuleSet(filled(keys), missingFails);
        return new PolicyPlace(mark.toString(), all, filled, required, encryptionContext, refusal);
    }

    private ColumnRules filled(UnaryOperator<String> keys) {
        return new ColumnRules(rules.rules().stream()
                .map(rule -> new Rule(keys.apply(rule.key()), rule.excludes(), rule.pattern(), rule.source()))
                .toList());
    }
}
