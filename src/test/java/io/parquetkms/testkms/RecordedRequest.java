package io.parquetkms.testkms;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as the server saw it: CloudTrail's event, in short. Recorded before the answer is sent. Immutable.
 *
 * @param sequence counts from 1, in the order of the answers
 * @param operation {@link Operation#UNKNOWN} for a name the server doesn't know
 * @param accessKeyId who claims to have signed; null without a readable Authorization header
 * @param region of the credential scope, null likewise
 * @param keyArn the key (or role) found, null if it didn't come to that; of ReEncrypt, the source
 * @param encryptionContext of ReEncrypt, the source's
 * @param keyMaterialId of that key, which was used; null where none was; of ReEncrypt, the source's
 * @param outcome {@code OK} or the error code
 * @param userAgent as sent, or empty
 */
public record RecordedRequest(
        long sequence,
        Operation operation,
        @Nullable String accessKeyId,
        @Nullable String region,
        @Nullable String keyArn,
        Map<String, String> encryptionContext,
        @Nullable String keyMaterialId,
        String outcome,
        String requestId,
        String userAgent) {

    public static final String OK = "OK";

    public boolean succeeded() {
        return outcome.equals(OK);
    }
}
