package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** AWS JSON 1.1: the operation in {@code X-Amz-Target}, a JSON object in, a JSON object out. Thread-safe. */
final class KmsProtocol implements Protocol {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final String TARGET = "TrentService.";

    private final KeyStore keys;
    private final Identities identities;

    KmsProtocol(KeyStore keys, Identities identities) {
        this.keys = keys;
        this.identities = identities;
    }

    @Override
    public Operation operation(WireRequest request) {
        String target = request.headerOr("x-amz-target", "");
        return target.startsWith(TARGET) ? Operation.of("kms", target.substring(TARGET.length())) : Operation.UNKNOWN;
    }

    @Override
    public WireAnswer answer(WireRequest request, Trace trace) {
        if (trace.operation() == Operation.UNKNOWN) {
            throw new KmsError("UnknownOperationException", null);
        }
        Caller caller = identities.authenticate(request, "kms");
        Input input = Input.parse(request.body());
        Call call = new Call(caller, trace.region(), trace.operation(), input, keys, trace);
        ObjectNode answer = perform(call);
        return new WireAnswer(200, CONTENT_TYPE, answer.isEmpty() ? "" : answer.toString());
    }

    @Override
    public String code(KmsError error) {
        return error.code();
    }

    @Override
    public WireAnswer error(KmsError error, String requestId) {
        ObjectNode body = Call.object().put("__type", error.code());
        if (error.getMessage() != null) {
            body.put("message", error.getMessage());
        }
        return new WireAnswer(error.status(), CONTENT_TYPE, body.toString());
    }

    private static ObjectNode perform(Call call) {
        return switch (call.operation()) {
            case CREATE_KEY -> KeyOperations.createKey(call);
            case CREATE_ALIAS -> KeyOperations.createAlias(call);
            case UPDATE_ALIAS -> KeyOperations.updateAlias(call);
            case DESCRIBE_KEY -> KeyOperations.describeKey(call);
            case GENERATE_DATA_KEY -> CryptoOperations.generateDataKey(call);
            case ENCRYPT -> CryptoOperations.encrypt(call);
            case DECRYPT -> CryptoOperations.decrypt(call);
            case RE_ENCRYPT -> CryptoOperations.reEncrypt(call);
            case ENABLE_KEY -> KeyOperations.enableKey(call);
            case DISABLE_KEY -> KeyOperations.disableKey(call);
            case SCHEDULE_KEY_DELETION -> KeyOperations.scheduleKeyDeletion(call);
            case CANCEL_KEY_DELETION -> KeyOperations.cancelKeyDeletion(call);
            case GET_KEY_POLICY -> KeyAudits.keyPolicy(call);
            case LIST_GRANTS -> KeyAudits.grants(call);
            case LIST_ALIASES -> KeyAudits.aliases(call);
            case LIST_KEY_ROTATIONS -> KeyAudits.rotations(call);
            case GET_KEY_LAST_USAGE -> KeyAudits.lastUsage(call);
            case ROTATE_KEY_ON_DEMAND -> KeyOperations.rotateKeyOnDemand(call);
            case REPLICATE_KEY -> KeyOperations.replicateKey(call);
            default -> throw new KmsError("UnknownOperationException", null);
        };
    }
}
