package io.parquetkms.testkms;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Everybody the server knows: callers by access key id, roles by ARN. Thread-safe. */
final class Identities {

    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();

    Caller addUser(String accessKeyId, String secretAccessKey, String account) {
        String arn = "arn:aws:iam::" + account + ":user/" + accessKeyId.toLowerCase(Locale.ROOT);
        return add(new Caller(accessKeyId, secretAccessKey, null, account, arn, new Permissions()));
    }

    Caller addSession(Role role, String sessionName) {
        String accessKeyId = "ASIA" + HexFormat.of().withUpperCase().formatHex(KeyMaterial.random(8));
        String secret = Base64.getEncoder().encodeToString(KeyMaterial.random(30));
        String token = Base64.getEncoder().encodeToString(KeyMaterial.random(96));
        return add(new Caller(
                accessKeyId, secret, token, role.account(), role.sessionArn(sessionName), role.permissions()));
    }

    Optional<Caller> caller(String accessKeyId) {
        return Optional.ofNullable(callers.get(accessKeyId));
    }

    Role declareRole(String arn) {
        return roles.computeIfAbsent(arn, Role::new);
    }

    Optional<Role> role(String arn) {
        return Optional.ofNullable(roles.get(arn));
    }

    /** Finds out who signed a request, and checks that they did; throws AWS's error otherwise. */
    Caller authenticate(WireRequest request, String service) {
        SigV4 signature = SigV4.of(request)
                .orElseThrow(() -> new KmsError("MissingAuthenticationTokenException", "Missing Authentication Token"));
        Caller caller = callers.get(signature.accessKeyId());
        if (caller == null || !caller.hasToken(request.header("x-amz-security-token"))) {
            throw new KmsError("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (!signature.service().equals(service)) {
            throw new KmsError(
                    "InvalidSignatureException", "Credential should be scoped to correct service: '" + service + "'.");
        }
        if (!signature.isBy(caller.secretAccessKey(), request)) {
            throw new KmsError(
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method. Consult the service documentation for details.");
        }
        if (caller.expired()) {
            throw new KmsError("ExpiredTokenException", "The security token included in the request is expired");
        }
        return caller;
    }

    private Caller add(Caller caller) {
        if (callers.putIfAbsent(caller.accessKeyId(), caller) != null) {
            throw new IllegalArgumentException("There is a caller " + caller.accessKeyId() + " already");
        }
        return caller;
    }
}
