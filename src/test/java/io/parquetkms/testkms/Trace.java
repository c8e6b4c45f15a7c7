package io.parquetkms.testkms;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects what is recorded of a request while it is being answered. Of one thread. */
final class Trace {

    private final Operation operation;
    private final Optional<SigV4> signature;
    private final String userAgent;
    private final String requestId = UUID.randomUUID().toString();
    private @Nullable String keyArn;
    private Map<String, String> encryptionContext = Map.of();
    private @Nullable String keyMaterialId;

    Trace(Operation operation, WireRequest request) {
        this.operation = operation;
        this.signature = SigV4.of(request);
        this.userAgent = request.headerOr("user-agent", "");
    }

    Operation operation() {
        return operation;
    }

    String requestId() {
        return requestId;
    }

    /** The Region asked: that of the signature's scope. */
    String region() {
        return signature.map(SigV4::region).orElse("");
    }

    /** Notes the first key or role that a request is about. */
    void about(String arn) {
        if (keyArn == null) {
            keyArn = arn;
        }
    }

    /** Notes the first encryption context of a request. */
    void context(EncryptionContext context) {
        if (encryptionContext.isEmpty()) {
            encryptionContext = context.pairs();
        }
    }

    /** Notes the material that a key was used with. */
    String material(String id) {
        keyMaterialId = id;
        return id;
    }

    RecordedRequest record(long sequence, String outcome) {
        return new RecordedRequest(
                sequence,
                operation,
                signature.map(SigV4::accessKeyId).orElse(null),
                signature.map(SigV4::region).orElse(null),
                keyArn,
                encryptionContext,
                keyMaterialId,
                outcome,
                requestId,
                userAgent);
    }
}
