package io.parquetkms.kms.aws;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A statement of an IAM policy, that allows something.
 *
 * @param sid empty for none
 * @param conditions values by condition key, by operator
 */
record IamStatement(
        String sid,
        List<String> actions,
        List<String> resources,
        SortedMap<String, SortedMap<String, List<String>>> conditions) {

    private static final String STEP = "  ";

    IamStatement(String sid, List<String> actions, List<String> resources) {
        this(sid, actions, resources, new TreeMap<>());
    }

    IamStatement with(String operator, String key, List<String> values) {
        SortedMap<String, SortedMap<String, List<String>>> all = new TreeMap<>(conditions);
        SortedMap<String, List<String>> ofOperator = new TreeMap<>(all.getOrDefault(operator, new TreeMap<>()));
        ofOperator.put(key, values);
        all.put(operator, ofOperator);
        return new IamStatement(sid, actions, resources, all);
    }

    /** The whole policy, as IAM takes it. */
    static String policy(List<IamStatement> statements) {
        return statements.stream()
                .map(statement -> statement.toString().indent(4).stripTrailing())
                .collect(Collectors.joining(
                        ",\n", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n", "\n  ]\n}"));
    }

    /** JSON. */
    @Override
    public String toString() {
        List<String> fields = new ArrayList<>();
        if (!sid.isEmpty()) {
            fields.add("\"Sid\": " + quoted(sid));
        }
        fields.add("\"Effect\": \"Allow\"");
        fields.add("\"Action\": " + list(actions));
        fields.add("\"Resource\": " + list(resources));
        if (!conditions.isEmpty()) {
            fields.add("\"Condition\": "
                    + object(conditions.entrySet().stream()
                            .map(operator -> quoted(operator.getKey()) + ": " + object(pairs(operator.getValue())))
                            .toList()));
        }
        return object(fields);
    }

    private static List<String> pairs(Map<String, List<String>> values) {
        return values.entrySet().stream()
                .map(pair -> quoted(pair.getKey()) + ": " + list(pair.getValue()))
                .toList();
    }

    private static String object(List<String> fields) {
        return "{\n" + String.join(",\n", fields).indent(STEP.length()) + "}";
    }

    private static String list(List<String> values) {
        return values.size() == 1
                ? quoted(values.get(0))
                : values.stream().map(IamStatement::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
