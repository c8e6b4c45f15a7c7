package io.parquetkms.kms.aws;

import io.parquetkms.kms.KeyAdministration;
import io.parquetkms.kms.KeyHistory;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KeyReader;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.GetKeyLastUsageResponse;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyLastUsageData;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** What AWS KMS and IAM tell of keys: key policies, grants, IAM policies of the key's account. */
final class AwsAdministration implements KeyAdministration {

    /** Stands before the number of an account, some of whose principals have a right. */
    static final String ACCOUNT = "account ";

    private final KmsClients clients;

    /** Of the account that the policies are read of; read once. */
    private @Nullable IamAccount account;

    AwsAdministration(AwsOptions options) {
        clients = new KmsClients(options);
    }

    @Override
    public String blindSpots() {
        return "service and resource control policies (SCP, RCP), session policies, VPC endpoint policies, what the"
                + " conditions are at the time; and who may change policies, grants or aliases and so give rights";
    }

    @Override
    public KeyHistory history(KeyId key) {
        KeyMetadata found = found(key);
        KmsClient kms = client(found.arn());
        Told<GetKeyLastUsageResponse> usage =
                ask(() -> List.of(kms.getKeyLastUsage(request -> request.keyId(found.arn()))));
        GetKeyLastUsageResponse used =
                usage.values().isEmpty() ? null : usage.values().get(0);
        return new KeyHistory(
                new Told<>(used == null ? List.of() : uses(used.keyLastUsage()), usage.unknown()),
                used == null ? null : used.trackingStartDate(),
                found.creationDate(),
                ask(() -> kms.listKeyRotationsPaginator(request -> request.keyId(found.arn())).rotations().stream()
                        .map(rotation ->
                                new KeyHistory.Rotation(rotation.rotationDate(), rotation.rotationTypeAsString()))
                        .toList()),
                ask(() -> kms.listAliasesPaginator(request -> request.keyId(found.arn())).aliases().stream()
                        .map(AliasListEntry::aliasName)
                        .toList()));
    }

    private static List<KeyHistory.Use> uses(@Nullable KeyLastUsageData last) {
        return last == null || last.timestamp() == null
                ? List.of()
                : List.of(new KeyHistory.Use(
                        last.operationAsString(), last.timestamp(), String.valueOf(last.kmsRequestId())));
    }

    @Override
    public Told<KeyReader> readers(KeyId key) {
        String arn = found(key).arn();
        KmsClient kms = client(arn);
        Told<String> policy =
                ask(() -> List.of(kms.getKeyPolicy(request -> request.keyId(arn).policyName("default"))
                        .policy()));
        Told<GrantListEntry> grants = ask(() -> kms.listGrantsPaginator(request -> request.keyId(arn)).grants().stream()
                .toList());
        List<KeyReader> readers = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        add(unknown, "the key's policy, and so IAM policies that it lets decide", policy);
        add(unknown, "the key's grants", grants);
        grants.values().stream().filter(AwsAdministration::decrypts).forEach(grant -> readers.add(reader(grant)));
        Denials denials = new Denials(List.of());
        if (!policy.values().isEmpty()) {
            PolicyDocument document = PolicyDocument.of(policy.values().get(0), arn);
            denials = Denials.of(document);
            document.statements().stream()
                    .filter(PolicyDocument.Statement::allows)
                    .forEach(allowed -> add(allowed, arn, readers, unknown));
        }
        Denials denied = denials;
        return new Told<>(
                readers.stream()
                        .flatMap(reader -> denied.leave(reader).stream())
                        .distinct()
                        .toList(),
                String.join("; ", unknown));
    }

    private static void add(List<String> unknown, String what, Told<?> told) {
        if (!told.isAll()) {
            unknown.add(what + " (" + told.unknown() + ")");
        }
    }

    private void add(PolicyDocument.Statement allowed, String keyArn, List<KeyReader> readers, List<String> unknown) {
        if (allowed.except()) {
            readers.add(new KeyReader(
                    KeyReader.ANYBODY + ", but " + String.join(", ", allowed.principals()),
                    "key policy",
                    allowed.condition()));
            return;
        }
        for (String principal : allowed.principals()) {
            String delegated = accountNamed(principal);
            if (delegated.isEmpty()) {
                String who = principal.equals("*") ? KeyReader.ANYBODY : principal;
                readers.add(new KeyReader(who, "key policy", allowed.condition()));
            } else if (delegated.equals(accountOf(keyArn))) {
                addOfAccount(keyArn, allowed.condition(), readers, unknown);
            } else {
                readers.add(new KeyReader(ACCOUNT + delegated, "key policy", allowed.condition()));
                unknown.add("whom account " + delegated + " lets use the key");
            }
        }
    }

    /** The key policy lets IAM policies of the account decide. */
    private void addOfAccount(String keyArn, String condition, List<KeyReader> readers, List<String> unknown) {
        Told<KeyReader> ofAccount = ask(() -> account(keyArn.split(":", 3)[1]).readers(keyArn));
        for (KeyReader reader : ofAccount.values()) {
            readers.add(reader.withCondition(condition));
        }
        if (!ofAccount.isAll()) {
            String id = accountOf(keyArn);
            readers.add(new KeyReader(ACCOUNT + id, "key policy", condition));
            unknown.add("IAM policies of account " + id + ", which decide (" + ofAccount.unknown() + ")");
        }
    }

    private synchronized IamAccount account(String partition) {
        IamAccount known = account;
        if (known == null) {
            known = IamAccount.read(clients, partition);
            account = known;
        }
        return known;
    }

    private static String accountOf(String keyArn) {
        return keyArn.split(":", 6)[4];
    }

    /** The account that a principal stands for; empty where it is somebody. */
    private static String accountNamed(String principal) {
        if (principal.matches("[0-9]{12}")) {
            return principal;
        }
        String[] parts = principal.split(":", 6);
        return parts.length == 6 && parts[5].equals("root") ? parts[4] : "";
    }

    private static boolean decrypts(GrantListEntry grant) {
        return grant.operations().contains(GrantOperation.DECRYPT);
    }

    private static KeyReader reader(GrantListEntry grant) {
        String principal =
                grant.granteePrincipal() == null ? grant.granteeServicePrincipal() : grant.granteePrincipal();
        String constraints = "";
        if (grant.constraints() != null) {
            constraints = grant.constraints().hasEncryptionContextEquals()
                    ? "encryption context is " + grant.constraints().encryptionContextEquals()
                    : grant.constraints().hasEncryptionContextSubset()
                            ? "encryption context has " + grant.constraints().encryptionContextSubset()
                            : "";
        }
        return new KeyReader(String.valueOf(principal), "grant " + grant.grantId(), constraints);
    }

    private KeyMetadata found(KeyId key) {
        try {
            return client(key.value())
                    .describeKey(request -> request.keyId(key.value()))
                    .keyMetadata();
        } catch (SdkException e) {
            throw AwsErrors.translate(KmsOperation.DESCRIBE_KEY, key.value(), e);
        } catch (LinkageError e) {
            throw MissingModule.of(e);
        }
    }

    private KmsClient client(String keyId) {
        KmsArn arn = KmsArn.parse(keyId);
        return clients.in(arn == null ? clients.options().region() : arn.region());
    }

    /** What is denied, or what a server doesn't know, is not known. */
    private static <T> Told<T> ask(Supplier<List<T>> request) {
        try {
            return Told.all(request.get());
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500 || e.isThrottlingException()) {
                throw e;
            }
            String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
            return Told.nothing(code + ": " + AwsErrors.reason(e));
        } catch (NoClassDefFoundError e) {
            return Told.nothing("the AWS SDK's module iam is not on the class path");
        }
    }

    @Override
    public void close() {
        clients.close();
    }
}
