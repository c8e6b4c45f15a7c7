package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** The operations on keys and aliases themselves. Stateless. */
final class KeyOperations {

    private static final Pattern ALIAS = Pattern.compile("alias/[a-zA-Z0-9/_-]{1,250}");

    private KeyOperations() {}

    static ObjectNode createKey(Call call) {
        authorizeAnywhere(call);
        requireSymmetric(call.input());
        boolean imported = call.input().textOr("Origin", "AWS_KMS").equals("EXTERNAL");
        KmsKey key = KmsKey.fresh(
                call.caller().account(),
                call.region(),
                call.input().flag("MultiRegion"),
                call.input().textOr("Description", ""),
                imported ? KeyState.PENDING_IMPORT : KeyState.ENABLED);
        call.trace().about(key.arn().toString());
        return withMetadata("KeyMetadata", call.keys().add(key), call);
    }

    static ObjectNode describeKey(Call call) {
        return withMetadata("KeyMetadata", call.key("KeyId"), call);
    }

    static ObjectNode createAlias(Call call) {
        String alias = aliasArn(call);
        KmsKey target = call.keyToChange("TargetKeyId");
        target.state().requireChangeable(target.arn().toString());
        call.keys().createAlias(alias, target);
        return Call.object();
    }

    static ObjectNode updateAlias(Call call) {
        String alias = aliasArn(call);
        KmsKey target = call.keyToChange("TargetKeyId");
        target.state().requireChangeable(target.arn().toString());
        call.keys().updateAlias(alias, target);
        return Call.object();
    }

    static ObjectNode enableKey(Call call) {
        call.keyToChange("KeyId").enable(true);
        return Call.object();
    }

    static ObjectNode disableKey(Call call) {
        call.keyToChange("KeyId").enable(false);
        return Call.object();
    }

    static ObjectNode scheduleKeyDeletion(Call call) {
        int days = call.input().integerOr("PendingWindowInDays", 30, 7, 30);
        KmsKey key = call.keyToChange("KeyId");
        Instant at = key.scheduleDeletion(Duration.ofDays(days));
        return Call.object()
                .put("DeletionDate", KeyMetadata.seconds(at))
                .put("KeyId", key.arn().toString())
                .put("KeyState", key.state().wireName())
                .put("PendingWindowInDays", days);
    }

    static ObjectNode cancelKeyDeletion(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        key.cancelDeletion();
        return Call.object().put("KeyId", key.arn().toString());
    }

    static ObjectNode rotateKeyOnDemand(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        key.rotate();
        return Call.object().put("KeyId", key.arn().id());
    }

    static ObjectNode replicateKey(Call call) {
        String region = call.input().requiredText("ReplicaRegion");
        KmsKey key = call.keyToChange("KeyId");
        KmsKey replica = call.keys().add(key.replicaIn(region));
        ObjectNode answer = withMetadata("ReplicaKeyMetadata", replica, call).put("ReplicaPolicy", "");
        answer.putArray("ReplicaTags");
        return answer;
    }

    private static ObjectNode withMetadata(String field, KmsKey key, Call call) {
        ObjectNode answer = Call.object();
        answer.set(field, KeyMetadata.of(key, call.keys()));
        return answer;
    }

    private static String aliasArn(Call call) {
        String alias = call.input().requiredText("AliasName");
        if (!ALIAS.matcher(alias).matches()) {
            throw KmsError.validation("aliasName", "Member must satisfy regular expression pattern: " + ALIAS);
        }
        if (alias.startsWith("alias/aws/")) {
            throw new KmsError("NotAuthorizedException", "Alias names that begin with alias/aws/ are reserved.");
        }
        return KeyStore.aliasArn(alias, call.caller().account(), call.region());
    }

    private static void authorizeAnywhere(Call call) {
        call.caller()
                .authorize(
                        call.operation(), new IamPolicy.Request(call.operation().action(), "*", Map.of()), true);
    }

    private static void requireSymmetric(Input input) {
        if (!input.textOr("KeySpec", "SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")
                || !input.textOr("KeyUsage", "ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")) {
            throw KmsError.unsupported("The tests' KMS has symmetric encryption keys only.");
        }
    }
}
