package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** AWS Sign-In, as far as it renews the sessions of {@code aws login}. Thread-safe. */
final class SigninProtocol implements Protocol {

    static final String PATH = "/v1/token";

    private static final int SECONDS = 900; // the longest that Sign-In gives

    private final Identities identities;
    private final Logins logins;

    SigninProtocol(Identities identities, Logins logins) {
        this.identities = identities;
        this.logins = logins;
    }

    @Override
    public Operation operation(WireRequest request) {
        return Operation.CREATE_OAUTH2_TOKEN;
    }

    @Override
    public WireAnswer answer(WireRequest request, Trace trace) {
        Input input = Input.parse(request.body());
        String refreshToken = input.requiredText("refreshToken");
        DpopProof proof = DpopProof.parse(request.headerOr("dpop", ""));
        Logins.SigninSession login = logins.signin(refreshToken)
                .filter(known -> proof.isBy(known.key()) && proof.isFor(request.method(), PATH))
                .orElseThrow(() -> new KmsError("AccessDeniedException", "The session has expired", 401));
        trace.about(login.role().arn());
        Caller session = identities.addSession(login.role(), "login");
        ObjectNode answer = Call.object()
                .put("tokenType", "aws_sigv4")
                .put("expiresIn", SECONDS)
                .put("refreshToken", refreshToken);
        answer.putObject("accessToken")
                .put("accessKeyId", session.accessKeyId())
                .put("secretAccessKey", session.secretAccessKey())
                .put("sessionToken", session.sessionToken().orElseThrow());
        return RestJson.answer(answer);
    }

    @Override
    public String code(KmsError error) {
        return error.code();
    }

    @Override
    public WireAnswer error(KmsError error, String requestId) {
        return RestJson.error(error, "TOKEN_EXPIRED");
    }
}
