package io.parquetkms.kms.aws;

import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.KmsResponse;

/** Reads what KMS answers. What only speaks its protocol need not answer as KMS does, and is not believed. */
final class AwsAnswers {

    /** The form that the API reference gives {@code KeyMaterialId}. */
    private static final Pattern KEY_MATERIAL_ID = Pattern.compile("[a-f0-9]{64}");

    private AwsAnswers() {}

    /** KMS uses no other key than the one that the request names; something that only speaks its protocol may. */
    static void checkKey(KmsOperation operation, String keyId, @Nullable String answeredKeyId) {
        KmsArn expected = keyArn(keyId);
        KmsArn answered = answeredKeyId == null ? null : KmsArn.parse(answeredKeyId);
        if (expected != null && (answered == null || !expected.sameKeyAs(answered))) {
            throw KmsError.INVALID.exception(
                    operation + " with " + keyId + ": another key answered, " + answeredKeyId
                            + ". Check parquet.kms.aws.endpoint",
                    null);
        }
    }

    /** KMS makes keys as long as was asked for; something that only speaks its protocol may make weaker ones. */
    static void checkLength(String keyId, int asked, int made) {
        if (made != asked) {
            throw KmsError.REJECTED.exception(
                    KmsOperation.GENERATE_DATA_KEY + " with " + keyId + ": a key of " + made + " bits came where "
                            + asked + " were asked for. Check parquet.kms.aws.endpoint",
                    null);
        }
    }

    static WrappedKey wrapped(KmsOperation operation, @Nullable String keyId, @Nullable SdkBytes blob) {
        if (keyId == null || blob == null) {
            throw incomplete(operation, keyId == null ? "a key's name" : "a wrapped key");
        }
        return new WrappedKey(keyId, Base64.getEncoder().encodeToString(blob.asByteArrayUnsafe()));
    }

    static RuntimeException incomplete(KmsOperation operation, String missing) {
        return KmsError.REJECTED.exception(
                operation + ": the answer is without " + missing + ". Check parquet.kms.aws.endpoint", null);
    }

    static String requestId(KmsResponse response) {
        String id = response.responseMetadata().requestId();
        return "UNKNOWN".equals(id) ? "" : id;
    }

    /** Servers older than on-demand rotation don't send it; a text of another form is none. */
    static String keyMaterialId(@Nullable String answered) {
        return answered != null && KEY_MATERIAL_ID.matcher(answered).matches() ? answered : "";
    }

    /** KMS may return any length for a ciphertext that was not made for a key. */
    static KeyBytes keyBytes(KmsOperation operation, String keyId, @Nullable SdkBytes plaintext) {
        if (plaintext == null) {
            throw incomplete(operation, "a key");
        }
        byte[] bytes = plaintext.asByteArrayUnsafe();
        try {
            return KeyBytes.copyOf(bytes);
        } catch (IllegalArgumentException e) {
            throw KmsError.INVALID.exception(
                    operation + " with " + keyId + ": what KMS gave is no AES key: " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The id, where it is the ARN of a key itself. */
    static @Nullable KmsArn keyArn(String keyId) {
        KmsArn arn = KmsArn.parse(keyId);
        return arn != null && arn.isKey() ? arn : null;
    }
}
