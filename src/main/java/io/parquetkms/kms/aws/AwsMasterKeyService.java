package io.parquetkms.kms.aws;

import io.parquetkms.config.AwsOptions;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.KmsArn;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsRejectedException;
import io.parquetkms.kms.MasterKeyService;
import io.parquetkms.kms.WrappedKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsResponse;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/**
 * AWS KMS.
 *
 * <p>A key given by ARN is used in the Region of its ARN, any other in the configured Region. A multi-Region key unwraps in
 * the configured Region where it has a replica there that the caller may use, else in the Region of its ARN (one more
 * request).
 *
 * <p>Decrypt names the key in the request where it was given by its own ARN: KMS then refuses to use another. An alias or a
 * bare id is not named, since files of other writers may hold an alias that was re-pointed since; the caller checks the key
 * that answered.
 */
public final class AwsMasterKeyService implements MasterKeyService {

    /** KMS: {@code CiphertextBlob} has at most 6144 bytes. */
    private static final int MAX_CIPHERTEXT_BASE64 = 8_192;

    private final AwsOptions options;
    private final KmsClients clients;

    /** Opens no connection and looks for no credentials yet. */
    public AwsMasterKeyService(AwsOptions options) {
        this.options = options;
        clients = new KmsClients(options);
    }

    @Override
    public DataKey generateDataKey(String keyId, int bits, EncryptionContext context) {
        GenerateDataKeyResponse response = call(
                KmsOperation.GENERATE_DATA_KEY,
                keyId,
                kms -> kms.generateDataKey(request ->
                        request.keyId(keyId).numberOfBytes(bits / Byte.SIZE).encryptionContext(context.pairs())));
        return new DataKey(
                keyBytes(response.plaintext()),
                wrapped(response.keyId(), response.ciphertextBlob()),
                requestId(response));
    }

    @Override
    public WrappedKey encrypt(String keyId, KeyBytes plaintext, EncryptionContext context) {
        byte[] bytes = plaintext.toByteArray();
        try {
            EncryptResponse response = call(
                    KmsOperation.ENCRYPT,
                    keyId,
                    kms -> kms.encrypt(request -> request.keyId(keyId)
                            .plaintext(SdkBytes.fromByteArrayUnsafe(bytes))
                            .encryptionContext(context.pairs())));
            return wrapped(response.keyId(), response.ciphertextBlob());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public DataKey decrypt(WrappedKey wrapped, EncryptionContext context) {
        SdkBytes blob = blob(wrapped);
        KmsArn key = KmsArn.parse(wrapped.keyId());
        String replicaRegion = options.region();
        if (key != null && key.isMultiRegion() && replicaRegion != null && !replicaRegion.equals(key.region())) {
            try {
                return decrypt(key.inRegion(replicaRegion).toString(), blob, context);
            } catch (KeyNotFoundException
                    | KeyAccessDeniedException e) { // no replica, or rights for the other one only
                return decrypt(wrapped.keyId(), blob, context);
            }
        }
        return decrypt(wrapped.keyId(), blob, context);
    }

    private DataKey decrypt(String keyId, SdkBytes blob, EncryptionContext context) {
        KmsArn expected = keyArn(keyId);
        DecryptResponse response = call(
                KmsOperation.DECRYPT,
                keyId,
                kms -> kms.decrypt(request -> request.keyId(expected == null ? null : keyId)
                        .ciphertextBlob(blob)
                        .encryptionContext(context.pairs())));
        checkAnswer(KmsOperation.DECRYPT, keyId, response.keyId());
        return new DataKey(keyBytes(response.plaintext()), wrapped(response.keyId(), blob), requestId(response));
    }

    @Override
    public WrappedKey reEncrypt(
            WrappedKey wrapped,
            EncryptionContext context,
            String destinationKeyId,
            EncryptionContext destinationContext) {
        ReEncryptResponse response = call(
                KmsOperation.RE_ENCRYPT,
                destinationKeyId,
                kms -> kms.reEncrypt(
                        request -> request.sourceKeyId(keyArn(wrapped.keyId()) == null ? null : wrapped.keyId())
                                .ciphertextBlob(blob(wrapped))
                                .sourceEncryptionContext(context.pairs())
                                .destinationKeyId(destinationKeyId)
                                .destinationEncryptionContext(destinationContext.pairs())));
        checkAnswer(KmsOperation.RE_ENCRYPT, wrapped.keyId(), response.sourceKeyId());
        return wrapped(response.keyId(), response.ciphertextBlob());
    }

    @Override
    public void rehearse(KmsOperation operation, String keyId, EncryptionContext context) {
        try {
            call(operation, keyId, kms -> dryRun(kms, operation, keyId, context));
        } catch (KmsRejectedException e) {
            if (!(e.getCause() instanceof DryRunOperationException)) { // how KMS says that it would have worked
                throw e;
            }
        }
    }

    private static KmsResponse dryRun(KmsClient kms, KmsOperation operation, String keyId, EncryptionContext context) {
        return switch (operation) {
            case GENERATE_DATA_KEY ->
                kms.generateDataKey(request -> request.keyId(keyId)
                        .numberOfBytes(16)
                        .encryptionContext(context.pairs())
                        .dryRun(true));
            case DECRYPT ->
                kms.decrypt(request -> request.keyId(keyId)
                        .encryptionContext(context.pairs())
                        .dryRunModifiers(DryRunModifierType.IGNORE_CIPHERTEXT)
                        .dryRun(true));
            default -> throw new IllegalArgumentException("No rehearsal of " + operation);
        };
    }

    @Override
    public KeyDescription describe(String keyId) {
        KeyMetadata key = call(
                        KmsOperation.DESCRIBE_KEY, keyId, kms -> kms.describeKey(request -> request.keyId(keyId)))
                .keyMetadata();
        return new KeyDescription(
                key.arn(),
                key.keyStateAsString(),
                Boolean.TRUE.equals(key.enabled()),
                Boolean.TRUE.equals(key.multiRegion()));
    }

    @Override
    public void close() {
        clients.close();
    }

    private <T> T call(KmsOperation operation, String keyId, Function<KmsClient, T> request) {
        KmsArn arn = KmsArn.parse(keyId);
        try {
            return request.apply(clients.in(arn == null ? options.region() : arn.region()));
        } catch (SdkException e) {
            throw AwsErrors.translate(operation, keyId, e);
        }
    }

    private static @Nullable KmsArn keyArn(String keyId) {
        KmsArn arn = KmsArn.parse(keyId);
        return arn != null && arn.isKey() ? arn : null;
    }

    /** KMS uses no other key than the one that the request names; something that only speaks its protocol may. */
    private static void checkAnswer(KmsOperation operation, String keyId, String answeredKeyId) {
        KmsArn expected = keyArn(keyId);
        KmsArn answered = KmsArn.parse(answeredKeyId);
        if (expected != null && (answered == null || !expected.sameKeyAs(answered))) {
            throw KmsError.INVALID.exception(
                    operation + " with " + keyId + ": another key answered, " + answeredKeyId
                            + ". Check parquet.kms.aws.endpoint",
                    null);
        }
    }

    private static SdkBytes blob(WrappedKey wrapped) {
        try {
            if (wrapped.ciphertext().isEmpty()) {
                throw KmsError.INVALID.exception("The key wrapped by " + wrapped.keyId() + " is empty", null);
            }
            if (wrapped.ciphertext().length() <= MAX_CIPHERTEXT_BASE64) {
                return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(wrapped.ciphertext()));
            }
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID.exception("The key wrapped by " + wrapped.keyId() + " is not base64", e);
        }
        throw KmsError.INVALID.exception(
                "The key wrapped by " + wrapped.keyId() + " is longer than KMS makes them", null);
    }

    private static WrappedKey wrapped(String keyId, SdkBytes blob) {
        return new WrappedKey(keyId, Base64.getEncoder().encodeToString(blob.asByteArrayUnsafe()));
    }

    private static String requestId(KmsResponse response) {
        String id = response.responseMetadata().requestId();
        return "UNKNOWN".equals(id) ? "" : id;
    }

    /** KMS may return any length for a ciphertext that was not made for a key. */
    private static KeyBytes keyBytes(SdkBytes plaintext) {
        byte[] bytes = plaintext.asByteArrayUnsafe();
        try {
            return KeyBytes.copyOf(bytes);
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID.exception("What KMS unwrapped is no AES key: " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
