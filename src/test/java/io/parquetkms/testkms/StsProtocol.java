package io.parquetkms.testkms;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** STS: the query protocol, a form in, XML out. Gives temporary credentials for roles. Thread-safe. */
final class StsProtocol implements Protocol {

    /** STS's names for what KMS calls otherwise; all of them HTTP 403. */
    private static final Map<String, String> FORBIDDEN = Map.of(
            "AccessDeniedException", "AccessDenied",
            "ExpiredTokenException", "ExpiredToken",
            "InvalidSignatureException", "SignatureDoesNotMatch",
            "MissingAuthenticationTokenException", "MissingAuthenticationToken",
            "UnrecognizedClientException", "InvalidClientTokenId");

    private static final Map<String, String> OTHER = Map.of(
            "KMSInternalException", "InternalFailure",
            "ThrottlingException", "Throttling",
            "UnknownOperationException", "InvalidAction",
            "ValidationException", "ValidationError");

    private final Identities identities;
    private final List<AssumedRole> assumed = new CopyOnWriteArrayList<>();

    StsProtocol(Identities identities) {
        this.identities = identities;
    }

    List<AssumedRole> assumed() {
        return List.copyOf(assumed);
    }

    @Override
    public Operation operation(WireRequest request) {
        return Operation.of("sts", String.valueOf(Form.parse(request.body()).field("Action")));
    }

    @Override
    public WireAnswer answer(WireRequest request, Trace trace) {
        Form form = Form.parse(request.body());
        return switch (trace.operation()) {
            case ASSUME_ROLE -> assumeRole(form, identities.authenticate(request, "sts"), trace);
            case ASSUME_ROLE_WITH_WEB_IDENTITY -> assumeRoleWithWebIdentity(form, trace);
            case GET_CALLER_IDENTITY -> callerIdentity(identities.authenticate(request, "sts"), trace);
            default -> throw new KmsError("UnknownOperationException", "Could not find the operation asked for.");
        };
    }

    @Override
    public String code(KmsError error) {
        return FORBIDDEN.getOrDefault(error.code(), OTHER.getOrDefault(error.code(), error.code()));
    }

    @Override
    public WireAnswer error(KmsError error, String requestId) {
        int status = FORBIDDEN.containsKey(error.code()) ? 403 : error.status();
        return new WireAnswer(
                status, Xml.CONTENT_TYPE, Xml.error(code(error), String.valueOf(error.getMessage()), requestId));
    }

    private WireAnswer assumeRole(Form form, Caller caller, Trace trace) {
        String arn = form.required("RoleArn");
        trace.about(arn);
        caller.authorize(Operation.ASSUME_ROLE, new IamPolicy.Request("sts:AssumeRole", arn, Map.of()), true);
        Role role = identities
                .role(arn)
                .filter(known -> known.trusts(form.field("ExternalId")))
                .orElseThrow(() -> KmsError.accessDenied(
                        "User: " + caller.arn() + " is not authorized to perform: sts:AssumeRole on resource: " + arn));
        return session(form, role, trace, null);
    }

    private WireAnswer assumeRoleWithWebIdentity(Form form, Trace trace) {
        String arn = form.required("RoleArn");
        trace.about(arn);
        String token = form.required("WebIdentityToken");
        Role role = identities
                .role(arn)
                .filter(Role::trustsWebIdentity)
                .orElseThrow(() -> KmsError.accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        return session(form, role, trace, token);
    }

    private WireAnswer session(Form form, Role role, Trace trace, @Nullable String token) {
        String name = form.required("RoleSessionName");
        Duration asked = asked(form);
        Caller session = identities.addSession(role, name);
        assumed.add(new AssumedRole(role.arn(), name, form.field("ExternalId"), token, asked, session));
        Instant expiration = Instant.now().plus(role.sessionDuration(asked)).truncatedTo(ChronoUnit.SECONDS);
        String credentials = Xml.element("AccessKeyId", session.accessKeyId())
                + Xml.element("SecretAccessKey", session.secretAccessKey())
                + Xml.element("SessionToken", session.sessionToken().orElseThrow())
                + Xml.element("Expiration", expiration.toString());
        String user =
                Xml.element("AssumedRoleId", "AROA" + session.accessKeyId().substring(4) + ":" + name)
                        + Xml.element("Arn", session.arn());
        return Xml.result(trace, Xml.parent("AssumedRoleUser", user) + Xml.parent("Credentials", credentials));
    }

    private static WireAnswer callerIdentity(Caller caller, Trace trace) {
        return Xml.result(
                trace,
                Xml.element("Arn", caller.arn())
                        + Xml.element("UserId", caller.accessKeyId())
                        + Xml.element("Account", caller.account()));
    }

    private static Duration asked(Form form) {
        String seconds = form.fields().getOrDefault("DurationSeconds", "3600");
        if (!seconds.matches("\\d{3,5}") || Integer.parseInt(seconds) < 900) {
            throw KmsError.validation("durationSeconds", "Member must have value greater than or equal to 900");
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }
}
