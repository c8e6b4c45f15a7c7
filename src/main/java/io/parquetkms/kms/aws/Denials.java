package io.parquetkms.kms.aws;

import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.aws.PolicyDocument.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a key's policy denies, whoever else allows it. */
record Denials(List<Statement> statements) {

    private static final Pattern SESSION =
            Pattern.compile("arn:[^:]*:sts::(?<account>[0-9]*):assumed-role/(?<name>[^/]+)/.*");
    private static final Pattern ROLE = Pattern.compile("arn:[^:]*:iam::(?<account>[0-9]*):role/(.*/)?(?<name>[^/]+)");

    Denials {
        statements = List.copyOf(statements);
    }

    static Denials of(PolicyDocument policy) {
        return new Denials(policy.statements().stream()
                .filter(statement -> !statement.allows())
                .toList());
    }

    /** What is left of somebody's right: nothing where it is denied in any case. */
    Optional<KeyReader> leave(KeyReader reader) {
        Optional<KeyReader> left = Optional.of(reader);
        for (Statement denial : statements) {
            left = left.flatMap(rest -> leave(denial, rest));
        }
        return left;
    }

    private static Optional<KeyReader> leave(Statement denial, KeyReader reader) {
        String exempt = denial.except() ? String.join(", ", denial.principals()) : "";
        String sessions = sessions(denial, reader.principal());
        if (!sessions.isEmpty()) {
            String when = denial.condition().isEmpty() ? "" : " if " + denial.condition();
            return Optional.of(reader.withCondition("not as " + sessions + when));
        } else if (!isAbout(denial, reader.principal())) {
            return Optional.of(reader);
        } else if (!denial.condition().isEmpty()) {
            String always = exempt.isEmpty() ? "" : ", but always by " + exempt;
            return Optional.of(reader.withCondition("not if " + denial.condition() + always));
        }
        return exempt.isEmpty() || !isGroup(reader.principal())
                ? Optional.empty()
                : Optional.of(reader.withCondition("only by " + exempt));
    }

    /** Somebody who is exempt may be one of these. */
    private static boolean isGroup(String principal) {
        return principal.startsWith(KeyReader.ANYBODY) || principal.startsWith(AwsAdministration.ACCOUNT);
    }

    private static boolean isAbout(Statement denial, String principal) {
        boolean named =
                Stream.of(principal, "*", account(principal), root(principal)).anyMatch(denial.principals()::contains)
                        || denial.principals().stream().anyMatch(denied -> isSessionOf(principal, denied));
        return named != denial.except();
    }

    /** Those sessions of a role that are denied, while the role is not. */
    private static String sessions(Statement denial, String role) {
        return denial.except() || isAbout(denial, role)
                ? ""
                : denial.principals().stream()
                        .filter(denied -> isSessionOf(denied, role))
                        .collect(Collectors.joining(", "));
    }

    /** Whether one is a session of the other, whose ARN has a path that the session's has not. */
    private static boolean isSessionOf(String session, String role) {
        Matcher ofSession = SESSION.matcher(session);
        Matcher ofRole = ROLE.matcher(role);
        return ofSession.matches()
                && ofRole.matches()
                && ofSession.group("account").equals(ofRole.group("account"))
                && ofSession.group("name").equals(ofRole.group("name"));
    }

    private static String account(String principal) {
        String[] parts = principal.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }

    private static String root(String principal) {
        String[] parts = principal.split(":", 6);
        return parts.length == 6 ? String.join(":", parts[0], parts[1], "iam:", parts[4], "root") : "";
    }
}
