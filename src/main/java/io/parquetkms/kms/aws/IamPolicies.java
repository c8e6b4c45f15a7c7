package io.parquetkms.kms.aws;

import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyRight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * IAM policies that give rights to keys. IAM takes no alias as a resource: the keys of an account are one, and a condition says which
 * alias they must have.
 */
final class IamPolicies {

    private static final int ACCOUNT = 4;

    private final @Nullable String region;

    /** @param region where keys without ARN are, and replicas are read; null where that is not known */
    IamPolicies(@Nullable String region) {
        this.region = region;
    }

    String policy(List<KeyRight> rights) {
        List<IamStatement> statements = new ArrayList<>();
        Set<String> sids = new TreeSet<>();
        boolean audits = false;
        for (KeyRight right : rights) {
            statements.add(statement(right, sid(right, sids)));
            audits |= right.use() == KeyRight.Use.AUDIT;
        }
        if (audits) { // these are rights to no key
            statements.add(new IamStatement(
                    sid("ListAliasesAndPolicies", sids),
                    List.of("kms:ListAliases", "iam:GetAccountAuthorizationDetails"),
                    List.of("*")));
        }
        return IamStatement.policy(statements);
    }

    private static String sid(KeyRight right, Set<String> taken) {
        return sid(right.title().replaceAll("[^A-Za-z0-9]", ""), taken);
    }

    private static String sid(String wanted, Set<String> taken) {
        String sid = wanted;
        for (int i = 2; !taken.add(sid); i++) {
            sid = wanted + i;
        }
        return sid;
    }

    private IamStatement statement(KeyRight right, String sid) {
        String keyId = right.keyId();
        int alias = keyId.indexOf("alias/");
        IamStatement statement = new IamStatement(sid, actions(right.use()), resources(right.use(), keyId, alias));
        if (alias >= 0) {
            String name = keyId.substring(alias);
            String operator = "ForAnyValue:" + (name.contains("*") ? "StringLike" : "StringEquals");
            statement = statement.with(operator, "kms:ResourceAliases", List.of(name));
            if (alias == 0) { // of the account of whoever asks
                statement = statement.with("StringEquals", "aws:ResourceAccount", List.of("${aws:PrincipalAccount}"));
            }
        }
        return withContexts(statement, right.contexts());
    }

    /** Only pairs that are in all of them can be asked for. */
    private static IamStatement withContexts(IamStatement bare, List<EncryptionContext> contexts) {
        SortedMap<String, Set<String>> values = new TreeMap<>();
        contexts.forEach(context -> context.pairs()
                .forEach((key, value) ->
                        values.computeIfAbsent(key, absent -> new TreeSet<>()).add(value)));
        IamStatement statement = bare;
        for (String key : values.keySet()) {
            if (contexts.stream().allMatch(context -> context.pairs().containsKey(key))) {
                statement = statement.with(
                        "StringEquals",
                        "kms:EncryptionContext:" + key,
                        List.copyOf(values.getOrDefault(key, Set.of())));
            }
        }
        return statement;
    }

    private static List<String> actions(KeyRight.Use use) {
        return switch (use) {
            case GENERATE -> List.of("kms:GenerateDataKey");
            case UNWRAP -> List.of("kms:Decrypt");
            case REWRAP_FROM -> List.of("kms:ReEncryptFrom");
            case REWRAP_TO -> List.of("kms:ReEncryptTo");
            case DESCRIBE -> List.of("kms:DescribeKey");
            case AUDIT ->
                List.of(
                        "kms:DescribeKey",
                        "kms:GetKeyLastUsage",
                        "kms:GetKeyPolicy",
                        "kms:ListGrants",
                        "kms:ListKeyRotations");
        };
    }

    /** A multi-Region key unwraps where its replica is, too. */
    private List<String> resources(KeyRight.Use use, String keyId, int alias) {
        KmsArn arn = KmsArn.parse(keyId);
        if (alias > 0) {
            String[] parts = keyId.split(":", ACCOUNT + 2);
            return List.of(String.join(":", parts[0], parts[1], parts[2], parts[3], parts[ACCOUNT], "key/*"));
        } else if (arn == null) {
            return List.of("arn:" + partition() + ":kms:" + (region == null ? "*" : region) + ":*:key/"
                    + (alias == 0 ? "*" : keyId));
        }
        Set<String> resources = new LinkedHashSet<>(List.of(keyId));
        if (use != KeyRight.Use.GENERATE && arn.isMultiRegion() && region != null) {
            resources.add(arn.inRegion(region).toString());
        }
        return List.copyOf(resources);
    }

    private String partition() {
        if (region == null) {
            return "*";
        }
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
