package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * IAM Identity Center: the portal, which gives a role's credentials for an access token, and OIDC, which renews the token.
 * The role is that of the account and name asked for, as if permission sets had no names of their own. Thread-safe.
 */
final class SsoProtocol implements Protocol {

    static final String PORTAL = "/federation/credentials";
    static final String OIDC = "/token";

    private final Identities identities;
    private final Logins logins;

    SsoProtocol(Identities identities, Logins logins) {
        this.identities = identities;
        this.logins = logins;
    }

    @Override
    public Operation operation(WireRequest request) {
        return request.path().equals(PORTAL) ? Operation.GET_ROLE_CREDENTIALS : Operation.CREATE_TOKEN;
    }

    @Override
    public WireAnswer answer(WireRequest request, Trace trace) {
        return trace.operation() == Operation.GET_ROLE_CREDENTIALS
                ? roleCredentials(request, trace)
                : renewedToken(Input.parse(request.body()));
    }

    private WireAnswer roleCredentials(WireRequest request, Trace trace) {
        if (!logins.isSsoToken(request.header("x-amz-sso_bearer_token"))) {
            throw new KmsError("UnauthorizedException", "Session token not found or invalid", 401);
        }
        Form query = Form.parse(request.query().getBytes(StandardCharsets.UTF_8));
        String arn = "arn:aws:iam::" + query.required("account_id") + ":role/" + query.required("role_name");
        trace.about(arn);
        Role role = identities.role(arn).orElseThrow(() -> new KmsError("ForbiddenException", "No access", 403));
        Caller session = identities.addSession(role, "sso");
        ObjectNode answer = Call.object();
        answer.putObject("roleCredentials")
                .put("accessKeyId", session.accessKeyId())
                .put("secretAccessKey", session.secretAccessKey())
                .put("sessionToken", session.sessionToken().orElseThrow())
                .put("expiration", Instant.now().plusSeconds(3600).toEpochMilli());
        return RestJson.answer(answer);
    }

    private WireAnswer renewedToken(Input input) {
        if (!input.requiredText("grantType").equals("refresh_token")
                || !logins.useSsoRefresh(input.requiredText("refreshToken"))) {
            throw new KmsError("InvalidGrantException", "Invalid refresh token provided");
        }
        String accessToken = HexFormat.of().formatHex(KeyMaterial.random(16));
        String refreshToken = HexFormat.of().formatHex(KeyMaterial.random(16));
        logins.sso(accessToken);
        logins.ssoRefresh(refreshToken);
        return RestJson.answer(Call.object()
                .put("accessToken", accessToken)
                .put("tokenType", "Bearer")
                .put("expiresIn", 3600)
                .put("refreshToken", refreshToken));
    }

    @Override
    public String code(KmsError error) {
        return error.code();
    }

    @Override
    public WireAnswer error(KmsError error, String requestId) {
        return RestJson.error(error, "invalid_grant");
    }
}
