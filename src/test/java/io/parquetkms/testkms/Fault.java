package io.parquetkms.testkms;

/** A way for the service, not the request, to be at fault. */
public enum Fault {
    THROTTLED(
            "ThrottlingException",
            400,
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."),
    INTERNAL_ERROR("KMSInternalException", 500, "An internal error occurred. Try again."),
    DEPENDENCY_TIMEOUT("DependencyTimeoutException", 500, "The request timed out. Try again."),
    KEY_UNAVAILABLE("KeyUnavailableException", 500, "The key is not available. Try again."),
    /** Of a server that takes a dry run of {@code Decrypt} without a ciphertext for the real thing. */
    NO_DRY_RUN("InvalidCiphertextException", 400, ""),
    /** HTTP 503 without an AWS error code, as a load balancer answers. */
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "Service Unavailable"),
    /** No answer: the connection is closed once the request has been read. */
    CONNECTION_CLOSED("ConnectionClosed", 0, "");

    private final String code;
    private final int status;
    private final String message;

    Fault(String code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** The error code on the wire and in {@link RecordedRequest#outcome()}. */
    public String code() {
        return code;
    }

    WireAnswer answer(Protocol protocol, String requestId) {
        return switch (this) {
            case SERVICE_UNAVAILABLE -> WireAnswer.SERVICE_UNAVAILABLE;
            case CONNECTION_CLOSED -> WireAnswer.NONE;
            default -> protocol.error(new KmsError(code, message, status), requestId);
        };
    }
}
