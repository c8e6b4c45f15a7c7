package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The operations that tell about a key, and change nothing. Lists come in pages. Stateless. */
final class KeyAudits {

    private static final String POLICY = """
            { "Version": "2012-10-17", "Statement": [ { "Sid": "Enable IAM User Permissions", "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::%s:root" }, "Action": "kms:*", "Resource": "*" } ] }""";

    private KeyAudits() {}

    /** What a key has that nobody gave another one. */
    static ObjectNode keyPolicy(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        String policy = key.log().policy();
        return Call.object()
                .put("Policy", policy == null ? POLICY.formatted(key.arn().account()) : policy)
                .put("PolicyName", "default");
    }

    static ObjectNode grants(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        return page(call, "Grants", key.log().grants());
    }

    static ObjectNode aliases(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        List<ObjectNode> aliases = call.keys().aliasesOf(key).stream()
                .map(alias -> Call.object()
                        .put("AliasName", alias)
                        .put(
                                "AliasArn",
                                KeyStore.aliasArn(
                                        alias, key.arn().account(), key.arn().region()))
                        .put("TargetKeyId", key.arn().id()))
                .toList();
        return page(call, "Aliases", aliases);
    }

    static ObjectNode rotations(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        return page(call, "Rotations", key.log().rotations());
    }

    static ObjectNode lastUsage(Call call) {
        KmsKey key = call.keyToChange("KeyId");
        ObjectNode answer = Call.object()
                .put("KeyId", key.arn().id())
                .put("KeyCreationDate", KeyMetadata.seconds(key.created()))
                .put("TrackingStartDate", KeyMetadata.seconds(key.created()));
        ObjectNode last = key.log().lastUse();
        if (last != null) {
            answer.set("KeyLastUsage", last);
        }
        return answer;
    }

    private static ObjectNode page(Call call, String field, List<ObjectNode> all) {
        int from = Integer.parseInt(call.input().textOr("Marker", "0"));
        int to = Math.min(all.size(), from + call.input().integerOr("Limit", KeyLog.PAGE, 1, 1_000));
        ObjectNode answer = Call.object().put("Truncated", to < all.size());
        ArrayNode list = answer.putArray(field);
        all.subList(from, to).forEach(list::add);
        if (to < all.size()) {
            answer.put("NextMarker", Integer.toString(to));
        }
        return answer;
    }
}
