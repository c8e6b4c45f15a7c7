package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * What a process finds on its own host: EC2's instance metadata service, version 2 only, and a container's agent (ECS, EKS
 * Pod Identity). Thread-safe.
 */
final class HostProtocol implements Protocol {

    private static final String TOKEN = "/latest/api/token";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

    private final Identities identities;
    private final Logins logins;
    private final String metadataToken = HexFormat.of().formatHex(KeyMaterial.random(16));

    HostProtocol(Identities identities, Logins logins) {
        this.identities = identities;
        this.logins = logins;
    }

    static boolean isPath(String path) {
        return path.startsWith("/latest/") || path.startsWith("/v1/credentials") || path.startsWith("/v2/credentials/");
    }

    @Override
    public Operation operation(WireRequest request) {
        if (!request.path().startsWith("/latest/")) {
            return Operation.CONTAINER_CREDENTIALS;
        }
        return request.path().equals(TOKEN) ? Operation.METADATA_TOKEN : Operation.METADATA_CREDENTIALS;
    }

    @Override
    public WireAnswer answer(WireRequest request, Trace trace) {
        return switch (trace.operation()) {
            case METADATA_TOKEN -> metadataToken(request);
            case METADATA_CREDENTIALS -> metadata(request, trace);
            default -> credentials(containerRole(request), "container", trace);
        };
    }

    private WireAnswer metadataToken(WireRequest request) {
        if (!request.method().equals("PUT") || request.header("x-aws-ec2-metadata-token-ttl-seconds") == null) {
            throw new KmsError("BadRequest", "A PUT with a time to live, please");
        }
        return new WireAnswer(200, "text/plain", metadataToken);
    }

    private WireAnswer metadata(WireRequest request, Trace trace) {
        if (!metadataToken.equals(request.header("x-aws-ec2-metadata-token"))) {
            throw new KmsError("Unauthorized", "Version 1 is switched off", 401);
        }
        Role role = logins.instance().orElseThrow(() -> notFound(request));
        if (request.path().equals(ROLES)) {
            return new WireAnswer(200, "text/plain", role.name());
        } else if (request.path().equals(ROLES + role.name())) {
            return credentials(role, "i-0123456789abcdef0", trace);
        }
        throw notFound(request);
    }

    private Role containerRole(WireRequest request) {
        return logins.container(request.path(), request.header("authorization"))
                .orElseThrow(() -> new KmsError("AccessDeniedException", "Unknown container", 403));
    }

    private WireAnswer credentials(Role role, String sessionName, Trace trace) {
        trace.about(role.arn());
        Caller session = identities.addSession(role, sessionName);
        Instant expiration = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        ObjectNode answer = Call.object()
                .put("Code", "Success")
                .put("AccessKeyId", session.accessKeyId())
                .put("SecretAccessKey", session.secretAccessKey())
                .put("Token", session.sessionToken().orElseThrow())
                .put("Expiration", expiration.toString());
        return RestJson.answer(answer);
    }

    private static KmsError notFound(WireRequest request) {
        return new KmsError("NotFound", "Nothing at " + request.path(), 404);
    }

    @Override
    public String code(KmsError error) {
        return error.code();
    }

    @Override
    public WireAnswer error(KmsError error, String requestId) {
        return RestJson.error(error, error.code());
    }
}
