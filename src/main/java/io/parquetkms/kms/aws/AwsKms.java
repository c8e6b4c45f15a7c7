package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsRejectedException;
import io.parquetkms.kms.WrappedKey;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.DryRunOperationException;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
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
 * bare id is not named, since files of other writers may hold an alias that was re-pointed since, and neither is a
 * {@linkplain KeyId#isRepointable name's}; the caller checks the key that answered.
 */
final class AwsKms implements Kms {

    /** KMS: {@code CiphertextBlob} has at most 6144 bytes. */
    private static final int MAX_CIPHERTEXT_BASE64 = 8_192;

    private final AwsOptions options;
    private final KmsClients clients;

    /** Opens no connection and looks for no credentials yet. */
    AwsKms(AwsOptions options) {
        this.options = options;
        clients = new KmsClients(options);
    }

    @Override
    public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
        GenerateDataKeyResponse response = call(
                KmsOperation.GENERATE_DATA_KEY,
                key.value(),
                kms -> kms.generateDataKey(request -> request.keyId(key.value())
                        .numberOfBytes(bits / Byte.SIZE)
                        .encryptionContext(context.pairs())));
        KeyBytes plaintext = AwsAnswers.keyBytes(KmsOperation.GENERATE_DATA_KEY, key.value(), response.plaintext());
        try {
            AwsAnswers.checkKey(KmsOperation.GENERATE_DATA_KEY, key.value(), response.keyId());
            AwsAnswers.checkLength(key.value(), bits, plaintext.bits());
            return new DataKey(
                    plaintext,
                    AwsAnswers.wrapped(KmsOperation.GENERATE_DATA_KEY, response.keyId(), response.ciphertextBlob()),
                    AwsAnswers.requestId(response),
                    AwsAnswers.keyMaterialId(response.keyMaterialId()));
        } catch (RuntimeException e) {
            plaintext.wipe();
            throw e;
        }
    }

    @Override
    public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
        byte[] bytes = plaintext.toByteArray();
        try {
            EncryptResponse response = call(
                    KmsOperation.ENCRYPT,
                    key.value(),
                    kms -> kms.encrypt(request -> request.keyId(key.value())
                            .plaintext(SdkBytes.fromByteArrayUnsafe(bytes))
                            .encryptionContext(context.pairs())));
            AwsAnswers.checkKey(KmsOperation.ENCRYPT, key.value(), response.keyId());
            return AwsAnswers.wrapped(KmsOperation.ENCRYPT, response.keyId(), response.ciphertextBlob());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
        SdkBytes blob = blob(key, ciphertext);
        KmsArn arn = KmsArn.parse(key.value());
        String replicaRegion = options.region();
        if (arn != null && arn.isMultiRegion() && replicaRegion != null && !replicaRegion.equals(arn.region())) {
            try {
                return decrypt(arn.inRegion(replicaRegion).toString(), !key.isRepointable(), blob, context);
            } catch (KeyNotFoundException
                    | KeyAccessDeniedException e) { // no replica, or rights for the other one only
                return decrypt(key.value(), !key.isRepointable(), blob, context);
            }
        }
        return decrypt(key.value(), !key.isRepointable(), blob, context);
    }

    private DataKey decrypt(String keyId, boolean thatOne, SdkBytes blob, EncryptionContext context) {
        KmsArn expected = thatOne ? AwsAnswers.keyArn(keyId) : null;
        DecryptResponse response = call(
                KmsOperation.DECRYPT,
                keyId,
                kms -> kms.decrypt(request -> request.keyId(expected == null ? null : keyId)
                        .ciphertextBlob(blob)
                        .encryptionContext(context.pairs())));
        KeyBytes plaintext = AwsAnswers.keyBytes(KmsOperation.DECRYPT, keyId, response.plaintext());
        try {
            if (expected != null) {
                AwsAnswers.checkKey(KmsOperation.DECRYPT, keyId, response.keyId());
            }
            return new DataKey(
                    plaintext,
                    AwsAnswers.wrapped(KmsOperation.DECRYPT, response.keyId(), blob),
                    AwsAnswers.requestId(response),
                    AwsAnswers.keyMaterialId(response.keyMaterialId()));
        } catch (RuntimeException e) {
            plaintext.wipe();
            throw e;
        }
    }

    @Override
    public WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        ReEncryptResponse response = reEncrypt(source, ciphertext, context, destination, destinationContext, false);
        AwsAnswers.checkKey(KmsOperation.RE_ENCRYPT, source.value(), response.sourceKeyId());
        AwsAnswers.checkKey(KmsOperation.RE_ENCRYPT, destination.value(), response.keyId());
        checkSymmetric(destination, response.destinationEncryptionAlgorithm());
        return AwsAnswers.wrapped(KmsOperation.RE_ENCRYPT, response.keyId(), response.ciphertextBlob());
    }

    private ReEncryptResponse reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext,
            boolean dryRun) {
        return call(
                KmsOperation.RE_ENCRYPT,
                destination.value(),
                kms -> kms.reEncrypt(request -> request.sourceKeyId(
                                AwsAnswers.keyArn(source.value()) == null ? null : source.value())
                        .ciphertextBlob(blob(source, ciphertext))
                        .sourceEncryptionContext(context.pairs())
                        .destinationKeyId(destination.value())
                        .destinationEncryptionContext(destinationContext.pairs())
                        .dryRun(dryRun ? true : null)));
    }

    @Override
    public void dryRunReEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        try {
            reEncrypt(source, ciphertext, context, destination, destinationContext, true);
        } catch (KmsRejectedException | InvalidKeyMaterialException e) {
            if (!(e.getCause() instanceof DryRunOperationException)) {
                throw e;
            }
        }
    }

    /** KMS re-encrypts under an RSA key, too, of which Decrypt would have to be told. */
    private static void checkSymmetric(KeyId key, @Nullable EncryptionAlgorithmSpec algorithm) {
        if (algorithm != null && algorithm != EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT) {
            throw KmsError.UNUSABLE.exception(
                    KmsOperation.RE_ENCRYPT + " with " + key + ": it is no symmetric key, and encrypts by " + algorithm
                            + ". Use a symmetric encryption key",
                    null);
        }
    }

    @Override
    public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
        try {
            call(operation, key.value(), kms -> dryRun(kms, operation, key.value(), context));
        } catch (KmsRejectedException | InvalidKeyMaterialException e) {
            if (e.getCause() instanceof DryRunOperationException) { // how KMS says that it would have worked
                return;
            } else if (operation == KmsOperation.DECRYPT && saysOfCiphertext(e)) { // there is none, and KMS wants none
                throw new UnsupportedOperationException(
                        "This server knows no dry run of " + operation + " without a ciphertext ("
                                + AwsErrors.reason(e.getCause() == null ? e : e.getCause()) + ")",
                        e);
            }
            throw e;
        }
    }

    private static boolean saysOfCiphertext(ParquetCryptoRuntimeException e) {
        return e instanceof InvalidKeyMaterialException
                || String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("ciphertext")
                || (e.getCause() instanceof KmsException kms && "ValidationException".equals(ErrorKinds.code(kms)));
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
            default -> throw new IllegalArgumentException("No dry run of " + operation);
        };
    }

    @Override
    public KeyDescription describe(KeyId key) {
        KeyMetadata found = call(
                        KmsOperation.DESCRIBE_KEY,
                        key.value(),
                        kms -> kms.describeKey(request -> request.keyId(key.value())))
                .keyMetadata();
        if (found == null || found.arn() == null) {
            throw AwsAnswers.incomplete(KmsOperation.DESCRIBE_KEY, "a key's name");
        }
        boolean wraps = wraps(found);
        return new KeyDescription(
                found.arn(),
                wraps
                        ? found.keyStateAsString()
                        : "a key of spec " + found.keySpecAsString() + " to " + found.keyUsageAsString()
                                + ", which can't wrap keys: use a symmetric encryption key",
                wraps && Boolean.TRUE.equals(found.enabled()),
                Boolean.TRUE.equals(found.multiRegion()));
    }

    /** What only speaks KMS's protocol may not say. */
    private static boolean wraps(KeyMetadata key) {
        return (key.keySpec() == null || key.keySpec() == KeySpec.SYMMETRIC_DEFAULT)
                && (key.keyUsage() == null || key.keyUsage() == KeyUsageType.ENCRYPT_DECRYPT);
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
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            InvalidConfigurationException explained =
                    SdkSettings.explain(e); // the SDK reads them at a client's first use
            throw explained == null ? SdkSettings.anywhere(e) : explained;
        } catch (LinkageError e) {
            throw MissingModule.of(e);
        }
    }

    private static SdkBytes blob(KeyId key, String ciphertext) {
        try {
            if (ciphertext.isEmpty()) {
                throw KmsError.INVALID.exception("The key wrapped by " + key + " is empty", null);
            }
            if (ciphertext.length() <= MAX_CIPHERTEXT_BASE64) {
                return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(ciphertext));
            }
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID.exception("The key wrapped by " + key + " is not base64", e);
        }
        throw KmsError.INVALID.exception("The key wrapped by " + key + " is longer than KMS makes them", null);
    }
}
