package io.parquetkms.testkms;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What the server can be asked for, by the name AWS gives it. {@link #UNKNOWN} stands for every other name. */
public enum Operation {
    CREATE_KEY("kms", "CreateKey"),
    CREATE_ALIAS("kms", "CreateAlias"),
    UPDATE_ALIAS("kms", "UpdateAlias"),
    DESCRIBE_KEY("kms", "DescribeKey"),
    GENERATE_DATA_KEY("kms", "GenerateDataKey"),
    ENCRYPT("kms", "Encrypt"),
    DECRYPT("kms", "Decrypt"),
    RE_ENCRYPT("kms", "ReEncrypt"),
    ENABLE_KEY("kms", "EnableKey"),
    DISABLE_KEY("kms", "DisableKey"),
    SCHEDULE_KEY_DELETION("kms", "ScheduleKeyDeletion"),
    CANCEL_KEY_DELETION("kms", "CancelKeyDeletion"),
    ROTATE_KEY_ON_DEMAND("kms", "RotateKeyOnDemand"),
    REPLICATE_KEY("kms", "ReplicateKey"),
    GET_KEY_POLICY("kms", "GetKeyPolicy"),
    LIST_GRANTS("kms", "ListGrants"),
    LIST_ALIASES("kms", "ListAliases"),
    LIST_KEY_ROTATIONS("kms", "ListKeyRotations"),
    GET_KEY_LAST_USAGE("kms", "GetKeyLastUsage"),
    GET_ACCOUNT_AUTHORIZATION_DETAILS("iam", "GetAccountAuthorizationDetails"),
    ASSUME_ROLE("sts", "AssumeRole"),
    ASSUME_ROLE_WITH_WEB_IDENTITY("sts", "AssumeRoleWithWebIdentity"),
    GET_CALLER_IDENTITY("sts", "GetCallerIdentity"),
    /** Of IAM Identity Center's portal. */
    GET_ROLE_CREDENTIALS("sso", "GetRoleCredentials"),
    /** Of IAM Identity Center's OIDC. */
    CREATE_TOKEN("sso-oauth", "CreateToken"),
    CREATE_OAUTH2_TOKEN("signin", "CreateOAuth2Token"),
    /** Of EC2's instance metadata service, which is no API with names. */
    METADATA_TOKEN("imds", "Token"),
    METADATA_CREDENTIALS("imds", "SecurityCredentials"),
    /** Of a container's agent, likewise. */
    CONTAINER_CREDENTIALS("container", "Credentials"),
    UNKNOWN("?", "?");

    private final String service;
    private final String wireName;

    Operation(String service, String wireName) {
        this.service = service;
        this.wireName = wireName;
    }

    /** The name on the wire, as in {@code X-Amz-Target: TrentService.Decrypt}. */
    public String wireName() {
        return wireName;
    }

    /** The action as IAM policies write it, as {@code kms:Decrypt}. */
    public String action() {
        return service + ":" + wireName;
    }

    boolean isKms() {
        return service.equals("kms");
    }

    static Operation of(String service, String wireName) {
        return Arrays.stream(values())
                .filter(known -> known.service.equals(service) && known.wireName.equals(wireName))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The operations that use a key's material: these take {@code DryRun}. */
    public static Set<Operation> cryptographic() {
        return EnumSet.of(GENERATE_DATA_KEY, ENCRYPT, DECRYPT, RE_ENCRYPT);
    }
}
