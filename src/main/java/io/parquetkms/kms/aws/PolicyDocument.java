package io.parquetkms.kms.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** A policy as IAM or KMS gives it, as far as it is about unwrapping with one key. Immutable. */
record PolicyDocument(List<Statement> statements) {

    /** What unwrapping needs. */
    static final String ACTION = "kms:Decrypt";

    /**
     * A statement that is about unwrapping with the key.
     *
     * @param principals of a key policy, in IAM's words; those it is about, or if {@code except}, those that it is not about
     * @param condition as it stands there; empty for none
     */
    record Statement(boolean allows, List<String> principals, boolean except, String condition) {

        Statement {
            principals = List.copyOf(principals);
        }
    }

    PolicyDocument {
        statements = List.copyOf(statements);
    }

    /**
     * Reads it.
     *
     * @param keyArn the key; in a key policy {@code *} means it, too
     */
    static PolicyDocument of(String json, String keyArn) {
        List<Statement> statements = new ArrayList<>();
        JsonNode all = JsonNode.parser().parse(json).field("Statement").orElseThrow();
        for (JsonNode statement : all.isArray() ? all.asArray() : List.of(all)) {
            if (isAbout(statement, "Action", ACTION) && isAbout(statement, "Resource", keyArn)) {
                statements.add(statement(statement));
            }
        }
        return new PolicyDocument(statements);
    }

    private static Statement statement(JsonNode statement) {
        boolean except = statement.field("NotPrincipal").isPresent();
        JsonNode principal = statement
                .field("NotPrincipal")
                .or(() -> statement.field("Principal"))
                .orElse(null);
        String condition = statement.field("Condition").map(JsonNode::toString).orElse("");
        return new Statement(
                text(statement, "Effect").equals("Allow"),
                principal == null ? List.of() : principals(principal),
                except,
                condition.equals("{}") ? "" : condition);
    }

    private static List<String> principals(JsonNode principal) {
        if (!principal.isObject()) {
            return texts(principal);
        }
        List<String> principals = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind : principal.asObject().entrySet()) {
            texts(kind.getValue()).forEach(principals::add);
        }
        return principals;
    }

    /** Whether a statement's element, or the one that says what it is not about, fits. */
    private static boolean isAbout(JsonNode statement, String element, String value) {
        JsonNode not = statement.field("Not" + element).orElse(null);
        if (not != null) {
            return texts(not).stream().noneMatch(pattern -> fits(pattern, value));
        }
        return statement.field(element).map(PolicyDocument::texts).orElse(List.of()).stream()
                .anyMatch(pattern -> fits(pattern, value));
    }

    private static String text(JsonNode statement, String element) {
        return statement.field(element).map(JsonNode::asString).orElse("");
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? oneOrMore.asArray().stream().map(JsonNode::asString).toList()
                : List.of(oneOrMore.asString());
    }

    /** Names of actions have no case. A variable, which depends on who asks, may be anything. */
    private static boolean fits(String pattern, String value) {
        String regex = pattern.replaceAll("\\$\\{[^}]*}", "*")
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
                .reduce("", String::concat);
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(value).matches();
    }
}
