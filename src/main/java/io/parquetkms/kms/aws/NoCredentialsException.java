package io.parquetkms.kms.aws;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** No source gave credentials. The message lists the sources asked, each with its reason. */
final class NoCredentialsException extends SdkClientException {

    private static final long serialVersionUID = 1L;

    /** @param cause why the last source failed; null where none of them is set up */
    NoCredentialsException(List<String> tried, @Nullable Throwable cause) {
        super(SdkClientException.builder()
                .message("Tried:\n- " + String.join("\n- ", tried))
                .cause(cause));
    }
}
