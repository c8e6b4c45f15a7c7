package io.parquetkms.kms.aws;

import io.parquetkms.kms.KeyReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** The users and roles of the caller's account, with their policies. The only class that needs the SDK's module {@code iam}. */
final class IamAccount {

    private final Map<String, String> managed = new HashMap<>();
    private final Map<String, List<String>> groups = new HashMap<>();
    private final List<UserDetail> users = new ArrayList<>();
    private final List<RoleDetail> roles = new ArrayList<>();

    private IamAccount() {}

    /** Asks for all of it: some requests, of up to 1,000 entries each. */
    static IamAccount read(KmsClients clients, String partition) {
        Region region = switch (partition) {
            case "aws-cn" -> Region.AWS_CN_GLOBAL;
            case "aws-us-gov" -> Region.AWS_US_GOV_GLOBAL;
            default -> Region.AWS_GLOBAL;
        };
        IamAccount account = new IamAccount();
        try (IamClient iam = ClientSetup.apply(IamClient.builder(), clients.options(), region.id(), null)
                .credentialsProvider(clients.credentials(region.id()))
                .httpClient(clients.http())
                .overrideConfiguration(ClientSetup.overrides(clients.options()).build())
                .build()) {
            iam.getAccountAuthorizationDetailsPaginator(request -> request.maxItems(1_000))
                    .forEach(account::add);
        }
        return account;
    }

    private void add(GetAccountAuthorizationDetailsResponse page) {
        users.addAll(page.userDetailList());
        roles.addAll(page.roleDetailList());
        for (ManagedPolicyDetail policy : page.policies()) {
            policy.policyVersionList().stream()
                    .filter(PolicyVersion::isDefaultVersion)
                    .forEach(version -> managed.put(policy.arn(), version.document()));
        }
        for (GroupDetail group : page.groupDetailList()) {
            groups.put(group.groupName(), documents(group.groupPolicyList(), group.attachedManagedPolicies()));
        }
    }

    /** Those whom their own policies let unwrap with the key. To be asked when all pages were read. */
    List<KeyReader> readers(String keyArn) {
        List<KeyReader> readers = new ArrayList<>();
        for (RoleDetail role : roles) {
            add(
                    readers,
                    role.arn(),
                    resolved(documents(role.rolePolicyList(), role.attachedManagedPolicies())),
                    role.permissionsBoundary() != null,
                    keyArn);
        }
        for (UserDetail user : users) {
            List<String> documents = new ArrayList<>(documents(user.userPolicyList(), user.attachedManagedPolicies()));
            user.groupList().forEach(group -> documents.addAll(groups.getOrDefault(group, List.of())));
            add(readers, user.arn(), resolved(documents), user.permissionsBoundary() != null, keyArn);
        }
        return readers;
    }

    private static void add(
            List<KeyReader> readers, String principal, List<String> documents, boolean bounded, String keyArn) {
        List<PolicyDocument.Statement> statements = documents.stream()
                .flatMap(json -> PolicyDocument.of(json, keyArn).statements().stream())
                .toList();
        Denials denials = new Denials(statements.stream()
                .filter(statement -> !statement.allows())
                .map(denial -> new PolicyDocument.Statement(false, List.of("*"), false, denial.condition()))
                .toList());
        statements.stream()
                .filter(PolicyDocument.Statement::allows)
                .map(PolicyDocument.Statement::condition)
                .distinct()
                .map(condition -> new KeyReader(principal, "IAM policy", bounded(condition, bounded)))
                .flatMap(reader -> denials.leave(reader).stream())
                .forEach(readers::add);
    }

    private static String bounded(String condition, boolean bounded) {
        if (!bounded) {
            return condition;
        }
        return condition.isEmpty()
                ? "within its permissions boundary"
                : condition + ", within its permissions boundary";
    }

    /** Own ones as they stand there, managed ones by their ARN, which may come on a later page. */
    private static List<String> documents(List<PolicyDetail> own, List<AttachedPolicy> attached) {
        return Stream.concat(
                        own.stream().map(PolicyDetail::policyDocument),
                        attached.stream().map(AttachedPolicy::policyArn))
                .toList();
    }

    private List<String> resolved(List<String> documents) {
        return documents.stream()
                .map(document -> document.startsWith("arn:") ? managed.getOrDefault(document, "") : document)
                .filter(document -> !document.isEmpty())
                .map(document -> URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }
}
