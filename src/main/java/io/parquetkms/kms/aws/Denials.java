package io.parquetkms.kms.aws;

import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.aws.PolicyDocument.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key's policy denies, whoever else allows it. */
record Denials(List<Statement> statements) {

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
        KeyReader left = reader;
        for (Statement denial : statements) {
            if (!isAbout(denial, reader.principal())) {
                continue;
            } else if (denial.condition().isEmpty()) {
                return Optional.empty();
            }
            String unless = "not if " + denial.condition();
            left = new KeyReader(
                    left.principal(),
                    left.by(),
                    left.condition().isEmpty() ? unless : left.condition() + ", " + unless);
        }
        return Optional.of(left);
    }

    private static boolean isAbout(Statement denial, String principal) {
        boolean named = Stream.concat(Stream.of(principal), Stream.of("*", account(principal), root(principal)))
                .anyMatch(denial.principals()::contains);
        return named != denial.except();
    }

    private static String account(String principal) {
        String[] parts = principal.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }

    private static String root(String principal) {
        String[] parts = principal.split(":", 6);
        return parts.length == 6 ? String.join(":", parts[0], parts[1], parts[2], parts[3], parts[4], "root") : "";
    }
}
