package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The operations that use a key's material. Stateless. */
final class CryptoOperations {

    private static final String ALGORITHM = "SYMMETRIC_DEFAULT";
    private static final int MAX_PLAINTEXT = 4096;
    private static final int MAX_CIPHERTEXT = 6144;
    private static final int MAX_DATA_KEY = 1024;

    private CryptoOperations() {}

    static ObjectNode generateDataKey(Call call) {
        int length = dataKeyLength(call.input());
        EncryptionContext context = call.context("EncryptionContext");
        KmsKey key = usable(call.key("KeyId"));
        call.endDryRun();
        key.log().used(call.operation(), call.trace().requestId());
        byte[] plaintext = KeyMaterial.random(length);
        CiphertextBlob blob = key.material().encrypt(plaintext, context);
        return Call.object()
                .put("CiphertextBlob", blob.toBytes())
                .put("KeyId", key.arn().toString())
                .put("KeyMaterialId", call.trace().material(key.material().materialId(blob.materialVersion())))
                .put("Plaintext", plaintext);
    }

    static ObjectNode encrypt(Call call) {
        byte[] plaintext = call.input().requiredBytes("Plaintext", MAX_PLAINTEXT);
        requireSymmetric(call.input(), "EncryptionAlgorithm");
        EncryptionContext context = call.context("EncryptionContext");
        KmsKey key = usable(call.key("KeyId"));
        call.endDryRun();
        return Call.object()
                .put(
                        "CiphertextBlob",
                        key.material().encrypt(plaintext, context).toBytes())
                .put("EncryptionAlgorithm", ALGORITHM)
                .put("KeyId", key.arn().toString());
    }

    static ObjectNode decrypt(Call call) {
        dryRunWithoutCiphertext(call);
        Opened opened = open(call, "KeyId", "EncryptionAlgorithm", "EncryptionContext", "kms:Decrypt");
        call.endDryRun();
        opened.key.log().used(call.operation(), call.trace().requestId());
        return Call.object()
                .put("EncryptionAlgorithm", ALGORITHM)
                .put("KeyId", opened.key.arn().toString())
                .put("KeyMaterialId", call.trace().material(opened.materialId()))
                .put("Plaintext", opened.plaintext);
    }

    /** A dry run with IGNORE_CIPHERTEXT needs no ciphertext, and tells of the named key alone. */
    private static void dryRunWithoutCiphertext(Call call) {
        if (call.input().texts("DryRunModifiers").contains("IGNORE_CIPHERTEXT")) {
            KmsKey key = usable(call.key("KeyId"));
            call.context("EncryptionContext");
            call.endDryRun();
            throw KmsError.validation("dryRunModifiers", "Only for a dry run of " + key.arn());
        }
    }

    static ObjectNode reEncrypt(Call call) {
        requireSymmetric(call.input(), "DestinationEncryptionAlgorithm");
        Opened opened =
                open(call, "SourceKeyId", "SourceEncryptionAlgorithm", "SourceEncryptionContext", "kms:ReEncryptFrom");
        KmsKey to = call.keys()
                .resolve(
                        call.input().requiredKeyId("DestinationKeyId"),
                        call.caller().account(),
                        call.region());
        call.authorize(to, "kms:ReEncryptTo");
        usable(to);
        EncryptionContext context = call.context("DestinationEncryptionContext");
        call.endDryRun();
        opened.key.log().used(call.operation(), call.trace().requestId());
        to.log().used(call.operation(), call.trace().requestId());
        CiphertextBlob blob = to.material().encrypt(opened.plaintext, context);
        return Call.object()
                .put("CiphertextBlob", blob.toBytes())
                .put("DestinationEncryptionAlgorithm", ALGORITHM)
                .put("DestinationKeyMaterialId", to.material().materialId(blob.materialVersion()))
                .put("KeyId", to.arn().toString())
                .put("SourceEncryptionAlgorithm", ALGORITHM)
                .put("SourceKeyId", opened.key.arn().toString())
                .put("SourceKeyMaterialId", call.trace().material(opened.materialId()));
    }

    private static Opened open(Call call, String keyField, String algorithmField, String contextField, String action) {
        byte[] bytes = call.input().requiredBytes("CiphertextBlob", MAX_CIPHERTEXT);
        requireSymmetric(call.input(), algorithmField);
        EncryptionContext context = call.context(contextField);
        Optional<KmsKey> named = call.input()
                .keyId(keyField)
                .map(keyId -> call.keys().resolve(keyId, call.caller().account(), call.region()));
        CiphertextBlob blob = CiphertextBlob.parse(bytes);
        KmsKey key = named.orElseGet(() -> keyOf(blob, call));
        call.authorize(key, action);
        usable(key);
        if (!key.arn().id().equals(blob.keyId())) {
            throw new KmsError(
                    "IncorrectKeyException",
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        return new Opened(key, blob.materialVersion(), key.material().decrypt(blob, context));
    }

    /** AWS tells a stranger to a key no more than this about it. */
    private static KmsKey keyOf(CiphertextBlob blob, Call call) {
        return call.keys()
                .ofCiphertext(blob, call.region())
                .filter(key -> call.owns(key) || call.mayUse(key))
                .orElseThrow(() -> KmsError.accessDenied("The ciphertext refers to a customer master key that does not"
                        + " exist, does not exist in this region, or you are not allowed to access."));
    }

    private static KmsKey usable(KmsKey key) {
        key.state().requireUsable(key.arn().toString());
        return key;
    }

    private static int dataKeyLength(Input input) {
        if (input.has("KeySpec") == input.has("NumberOfBytes")) {
            throw new KmsError("ValidationException", "Please specify either number of bytes or key spec.");
        }
        if (input.has("NumberOfBytes")) {
            return input.integerOr("NumberOfBytes", 0, 1, MAX_DATA_KEY);
        }
        return switch (input.requiredText("KeySpec")) {
            case "AES_128" -> 16;
            case "AES_256" -> 32;
            default -> throw KmsError.validation("keySpec", "Member must satisfy enum value set: [AES_256, AES_128]");
        };
    }

    private static void requireSymmetric(Input input, String field) {
        if (!input.textOr(field, ALGORITHM).equals(ALGORITHM)) {
            throw new KmsError(
                    "InvalidKeyUsageException", "Algorithm is incompatible with key spec SYMMETRIC_DEFAULT.");
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Opened(KmsKey key, int materialVersion, byte[] plaintext) {

        String materialId() {
            return key.material().materialId(materialVersion);
        }
    }
}
