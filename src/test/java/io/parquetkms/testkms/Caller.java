package io.parquetkms.testkms;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who signs requests: a user, or one session of an assumed role. Thread-safe. */
public final class Caller {

    private final String accessKeyId;
    private final String secretAccessKey;
    private final @Nullable String sessionToken;
    private final String account;
    private final String arn;
    private final Permissions permissions;
    private volatile boolean expired;

    Caller(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken,
            String account,
            String arn,
            Permissions permissions) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
        this.account = account;
        this.arn = arn;
        this.permissions = permissions;
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    public String secretAccessKey() {
        return secretAccessKey;
    }

    /** The token of temporary credentials; empty for a user's. */
    public Optional<String> sessionToken() {
        return Optional.ofNullable(sessionToken);
    }

    public String account() {
        return account;
    }

    /** The principal that errors name: an IAM user or an assumed role's session. */
    public String arn() {
        return arn;
    }

    /** What this caller may do; for a session, what its role may do. */
    public Permissions permissions() {
        return permissions;
    }

    /** Answers this caller's requests with {@code ExpiredTokenException} from now on. */
    public void expire() {
        expired = true;
    }

    boolean expired() {
        return expired;
    }

    boolean hasToken(@Nullable String token) {
        return sessionToken == null ? token == null : sessionToken.equals(token);
    }

    void authorize(Operation operation, IamPolicy.Request request, boolean ownAccount) {
        permissions.refusal(operation, request, ownAccount).ifPresent(refusal -> {
            throw KmsError.accessDenied("User: %s is not authorized to perform: %s on resource: %s %s"
                    .formatted(arn, request.action(), request.resource(), refusal));
        });
    }
}
