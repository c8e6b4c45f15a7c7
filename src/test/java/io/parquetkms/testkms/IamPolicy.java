package io.parquetkms.testkms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An identity-based IAM policy, evaluated as IAM documents it, as far as it goes: Effect, Action, Resource with wildcards, and the
 * conditions StringEquals, StringLike and ForAnyValue of either. Anything else is refused, so that no test passes for a statement that was
 * not understood. Immutable.
 */
final class IamPolicy {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request, as policies see it: values by condition key. */
    record Request(String action, String resource, Map<String, List<String>> conditionKeys) {

        private String resolved(String text) {
            String result = text;
            for (Map.Entry<String, List<String>> key : conditionKeys.entrySet()) {
                if (key.getValue().size() == 1) {
                    result = result.replace(
                            "${" + key.getKey() + "}", key.getValue().get(0));
                }
            }
            return result;
        }
    }

    private final List<JsonNode> statements = new ArrayList<>();

    IamPolicy(String json) {
        try {
            JsonNode policy = JSON.readTree(json);
            if (!policy.path("Version").asText().equals("2012-10-17")) {
                throw new IllegalArgumentException("MalformedPolicyDocument: no Version 2012-10-17");
            }
            policy.path("Statement").forEach(statements::add);
            statements.forEach(IamPolicy::check);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("MalformedPolicyDocument", e);
        }
    }

    private static void check(JsonNode statement) {
        statement.fieldNames().forEachRemaining(field -> {
            if (!List.of("Sid", "Effect", "Action", "Resource", "Condition").contains(field)) {
                throw new IllegalArgumentException("Not evaluated here: " + field);
            }
        });
        if (!statement.path("Sid").asText().matches("[A-Za-z0-9]*")) {
            throw new IllegalArgumentException("MalformedPolicyDocument: Statement IDs (SID) must be alpha-numeric");
        }
    }

    boolean denies(Request request) {
        return any("Deny", request);
    }

    boolean allows(Request request) {
        return any("Allow", request);
    }

    private boolean any(String effect, Request request) {
        return statements.stream()
                .filter(statement -> statement.path("Effect").asText().equals(effect))
                .anyMatch(statement -> fits(statement, request));
    }

    private static boolean fits(JsonNode statement, Request request) {
        return texts(statement.path("Action")).stream()
                        .anyMatch(
                                action -> like(action).matcher(request.action()).matches())
                && texts(statement.path("Resource")).stream()
                        .anyMatch(arn -> like(request.resolved(arn))
                                .matcher(request.resource())
                                .matches())
                && statement.path("Condition").properties().stream()
                        .allMatch(operator -> holds(operator.getKey(), operator.getValue(), request));
    }

    private static boolean holds(String operator, JsonNode keys, Request request) {
        boolean like = operator.endsWith("StringLike");
        if (!operator.matches("(ForAnyValue:)?String(Equals|Like)")) {
            throw new IllegalArgumentException("Not evaluated here: " + operator);
        }
        return keys.properties().stream().allMatch(key -> {
            List<String> found = request.conditionKeys().getOrDefault(key.getKey(), List.of());
            return texts(key.getValue()).stream()
                    .map(request::resolved)
                    .anyMatch(wanted -> found.stream()
                            .anyMatch(
                                    value -> like ? like(wanted).matcher(value).matches() : wanted.equals(value)));
        });
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isTextual()) {
            texts.add(oneOrMore.asText());
        }
        oneOrMore.elements().forEachRemaining(element -> texts.add(element.asText()));
        return texts;
    }

    private static Pattern like(String wildcards) {
        String pattern = wildcards
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining());
        return Pattern.compile(pattern);
    }
}
