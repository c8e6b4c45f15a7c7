package io.parquetkms.kms.aws;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * Credentials of a profile. A role that it names is assumed by {@link Sts}, at the endpoint and through the proxy that all of
 * STS is asked at: the SDK's own provider would know nothing of these. What else a profile may hold the SDK reads.
 */
final class ProfileCredentials {

    private final Sts sts;
    private final String region;
    private final ProfileFile file = ProfileFile.defaultProfileFile();
    private final Set<String> begun = new LinkedHashSet<>();

    private ProfileCredentials(Sts sts, String region) {
        this.sts = sts;
        this.region = region;
    }

    /** @param region where STS is asked, unless the profile names a Region */
    static AwsCredentialsProvider of(String profile, Sts sts, String region) {
        return new ProfileCredentials(sts, region).of(profile);
    }

    private AwsCredentialsProvider of(String name) {
        Profile profile = file.profile(name).orElse(null);
        if (profile == null || isOfSso(profile) || !profile.properties().containsKey(ProfileProperty.ROLE_ARN)) {
            return service(profile).naming(ProfileCredentialsProvider.create(name));
        } else if (!begun.add(name)) {
            throw SdkClientException.create(
                    "Cannot load credentials: the profiles " + begun + " are each other's source_profile");
        }
        return role(profile);
    }

    private AwsCredentialsProvider role(Profile profile) {
        Sts.Role role = new Sts.Role(
                text(profile, ProfileProperty.ROLE_ARN, ""),
                profile.property(ProfileProperty.ROLE_SESSION_NAME).orElse(null),
                profile.property(ProfileProperty.EXTERNAL_ID).orElse(null),
                profile.property(ProfileProperty.DURATION_SECONDS)
                        .map(Integer::valueOf)
                        .orElse(null));
        String at = text(profile, ProfileProperty.REGION, region);
        String token = profile.property(ProfileProperty.WEB_IDENTITY_TOKEN_FILE).orElse(null);
        if (token != null) {
            return sts.webIdentity(role, Path.of(token), at);
        }
        AwsCredentialsProvider source = source(profile);
        return source == null ? ProfileCredentialsProvider.create(profile.name()) : sts.assume(role, source, at);
    }

    /** Who assumes the role; null: the profile does not say. */
    private @Nullable AwsCredentialsProvider source(Profile profile) {
        String name = profile.property(ProfileProperty.SOURCE_PROFILE).orElse(null);
        if (name != null) {
            AwsCredentialsProvider source = of(name);
            return () -> resolve(source, name, profile.name());
        }
        return switch (text(profile, ProfileProperty.CREDENTIAL_SOURCE, "")) {
            case "Environment" ->
                new CredentialChain(CredentialSource.systemProperties(), CredentialSource.environment());
            case "EcsContainer" -> new CredentialChain(CredentialSource.container());
            case "Ec2InstanceMetadata" -> new CredentialChain(CredentialSource.instanceMetadata());
            default -> null;
        };
    }

    /** A source without credentials is no lack of a profile: the next source of a chain is another identity. */
    private static software.amazon.awssdk.auth.credentials.AwsCredentials resolve(
            AwsCredentialsProvider source, String name, String of) {
        try {
            return source.resolveCredentials();
        } catch (SdkException e) {
            if (!CredentialSource.isWithoutCredentials(e)) {
                throw e;
            }
            throw SdkClientException.create(
                    "Cannot load credentials: source_profile '" + name + "' of profile '" + of
                            + "' does not exist, or has no credentials",
                    e);
        }
    }

    private static CredentialService service(@Nullable Profile profile) {
        if (profile == null) {
            return CredentialService.OTHER;
        } else if (isOfSso(profile)) {
            return CredentialService.SSO;
        }
        return profile.properties().containsKey(ProfileProperty.LOGIN_SESSION)
                ? CredentialService.SIGN_IN
                : CredentialService.OTHER;
    }

    private static boolean isOfSso(Profile profile) {
        return profile.properties().keySet().stream().anyMatch(name -> name.startsWith("sso_"));
    }

    private static String text(Profile profile, String property, String otherwise) {
        return profile.property(property).orElse(otherwise);
    }
}
