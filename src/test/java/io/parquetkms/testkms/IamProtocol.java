package io.parquetkms.testkms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** IAM, as far as auditors ask it: the users and roles of an account with their policies, in pages of two. Thread-safe. */
final class IamProtocol implements Protocol {

    static final String VERSION = "2010-05-08";

    private static final int PAGE = 2;

    private final Identities identities;
    private final Protocol errors;
    private final List<Identity> all = new CopyOnWriteArrayList<>();

    /** @param kind {@code Role}, {@code User} */
    record Identity(String kind, String arn, String policy, boolean managed, boolean bounded) {}

    IamProtocol(Identities identities, Protocol errors) {
        this.identities = identities;
        this.errors = errors;
    }

    void add(Identity identity) {
        all.add(identity);
    }

    @Override
    public Operation operation(WireRequest request) {
        return Operation.of("iam", String.valueOf(Form.parse(request.body()).field("Action")));
    }

    @Override
    public WireAnswer answer(WireRequest request, Trace trace) {
        if (trace.operation() != Operation.GET_ACCOUNT_AUTHORIZATION_DETAILS) {
            throw new KmsError("UnknownOperationException", "Could not find the operation asked for.");
        }
        Caller caller = identities.authenticate(request, "iam");
        caller.authorize(
                trace.operation(), new IamPolicy.Request("iam:GetAccountAuthorizationDetails", "*", Map.of()), true);
        List<Identity> ofAccount = all.stream()
                .filter(identity -> identity.arn().contains("::" + caller.account() + ":"))
                .toList();
        int from = Integer.parseInt(Form.parse(request.body()).fields().getOrDefault("Marker", "0"));
        int to = Math.min(ofAccount.size(), from + PAGE);
        boolean more = to < ofAccount.size();
        return Xml.result(
                trace,
                page(ofAccount.subList(from, to))
                        + Xml.element("IsTruncated", Boolean.toString(more))
                        + (more ? Xml.element("Marker", Integer.toString(to)) : ""));
    }

    private static String page(List<Identity> identities) {
        StringBuilder users = new StringBuilder();
        StringBuilder roles = new StringBuilder();
        StringBuilder policies = new StringBuilder();
        for (Identity identity : identities) {
            (identity.kind().equals("User") ? users : roles).append(Xml.parent("member", member(identity)));
            if (identity.managed()) {
                policies.append(Xml.parent("member", managed(identity)));
            }
        }
        return Xml.parent("UserDetailList", users.toString())
                + Xml.parent("RoleDetailList", roles.toString())
                + Xml.parent("GroupDetailList", "")
                + Xml.parent("Policies", policies.toString());
    }

    private static String member(Identity identity) {
        String kind = identity.kind();
        String own = Xml.parent(
                "member", Xml.element("PolicyName", "own") + Xml.element("PolicyDocument", encoded(identity.policy())));
        String attached = Xml.parent(
                "member", Xml.element("PolicyName", "managed") + Xml.element("PolicyArn", policyArn(identity)));
        return Xml.element("Arn", identity.arn())
                + Xml.element(kind + "Name", identity.arn().replaceFirst(".*/", ""))
                + Xml.parent(kind + "PolicyList", identity.managed() ? "" : own)
                + Xml.parent("AttachedManagedPolicies", identity.managed() ? attached : "")
                + (identity.bounded()
                        ? Xml.parent(
                                "PermissionsBoundary",
                                Xml.element("PermissionsBoundaryArn", "arn:aws:iam::aws:policy/B"))
                        : "");
    }

    private static String managed(Identity identity) {
        return Xml.element("Arn", policyArn(identity))
                + Xml.parent(
                        "PolicyVersionList",
                        Xml.parent(
                                "member",
                                Xml.element("Document", encoded(identity.policy()))
                                        + Xml.element("VersionId", "v1")
                                        + Xml.element("IsDefaultVersion", "true")));
    }

    private static String policyArn(Identity identity) {
        return identity.arn().replaceFirst(":[a-z]+/", ":policy/of-");
    }

    /** RFC 3986, as IAM has it. */
    private static String encoded(String policy) {
        return URLEncoder.encode(policy, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String code(KmsError error) {
        return errors.code(error);
    }

    @Override
    public WireAnswer error(KmsError error, String requestId) {
        return errors.error(error, requestId);
    }
}
