package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One KMS request: who asks, in which Region, for what. Finds keys and checks rights for the operations. */
record Call(Caller caller, String region, Operation operation, Input input, KeyStore keys, Trace trace) {

    /** The key meant by a field's id, alias or ARN, if the caller may use it for this operation. */
    KmsKey key(String field) {
        KmsKey key = keys.resolve(input.requiredKeyId(field), caller.account(), region);
        authorize(key, operation.action());
        return key;
    }

    /** Like {@link #key}, but no alias will do: for operations that change a key. */
    KmsKey keyToChange(String field) {
        KmsKey key = keys.key(input.requiredKeyId(field), caller.account(), region);
        authorize(key, operation.action());
        return key;
    }

    void authorize(KmsKey key, String action) {
        String arn = key.arn().toString();
        trace.about(arn);
        caller.authorize(operation, request(key, action), owns(key));
    }

    boolean mayUse(KmsKey key) {
        return caller.permissions()
                .refusal(operation, request(key, operation.action()), owns(key))
                .isEmpty();
    }

    /** With the condition keys that AWS KMS fills in. */
    private IamPolicy.Request request(KmsKey key, String action) {
        Map<String, List<String>> keys = new HashMap<>();
        keys.put("aws:ResourceAccount", List.of(key.arn().account()));
        keys.put("aws:PrincipalAccount", List.of(caller.account()));
        keys.put("kms:ResourceAliases", this.keys.aliasesOf(key));
        String context = action.endsWith("From")
                ? "SourceEncryptionContext"
                : action.endsWith("To") ? "DestinationEncryptionContext" : "EncryptionContext";
        input.context(context)
                .pairs()
                .forEach((name, value) -> keys.put("kms:EncryptionContext:" + name, List.of(value)));
        return new IamPolicy.Request(action, key.arn().toString(), keys);
    }

    boolean owns(KmsKey key) {
        return caller.account().equals(key.arn().account());
    }

    EncryptionContext context(String field) {
        EncryptionContext context = input.context(field);
        trace.context(context);
        return context;
    }

    /** Stops a dry run: call it when nothing is left that could fail. */
    void endDryRun() {
        if (input.flag("DryRun")) {
            throw new KmsError(
                    "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
