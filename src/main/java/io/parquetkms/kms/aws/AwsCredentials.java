package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials that {@link AwsProperties#CREDENTIALS} asks for, made at first use.
 *
 * <p>{@code default} means a {@link CredentialChain}: where the variables of web identity are set (EKS), it uses that
 * or fails.
 */
final class AwsCredentials implements AutoCloseable {

    private static final String PROFILE = "profile:";
    private static final String ASSUME_ROLE = "assume-role:";

    private final AwsOptions options;
    private final SdkHttpClient http;
    private @Nullable AwsCredentialsProvider provider;
    private final List<SdkAutoCloseable> usedByProvider = new CopyOnWriteArrayList<>();

    AwsCredentials(AwsOptions options, SdkHttpClient http) {
        this.options = options;
        this.http = http;
    }

    /**
     * The provider, one for all Regions.
     *
     * @param region where STS is asked, unless a Region is configured
     */
    synchronized AwsCredentialsProvider provider(String region) {
        if (provider == null) {
            provider = make(options.credentials(), options.region() == null ? region : options.region());
        }
        AwsCredentialsProvider made = provider;
        return () -> resolve(made);
    }

    /** What a provider throws that is none of the SDK's exceptions (an unreadable token file, a user's class) becomes one. */
    private static software.amazon.awssdk.auth.credentials.AwsCredentials resolve(AwsCredentialsProvider provider) {
        try {
            return provider.resolveCredentials();
        } catch (SdkException | InvalidConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw SdkClientException.create("Cannot load credentials: " + e, e);
        }
    }

    private AwsCredentialsProvider make(String kind, String region) {
        if (kind.equals("default")) {
            return own(region);
        } else if (kind.equals("web-identity")) {
            return webIdentity(region);
        } else if (kind.startsWith(PROFILE)) {
            return new CredentialChain(CredentialSource.profile(kind.substring(PROFILE.length())));
        } else if (kind.startsWith(ASSUME_ROLE)) {
            return assumedRole(kind.substring(ASSUME_ROLE.length()), region);
        }
        return CredentialsProviderClass.instantiate(kind);
    }

    /** The sources of the SDK's default chain, in its order. */
    private CredentialChain own(String region) {
        return new CredentialChain(
                CredentialSource.systemProperties(),
                CredentialSource.environment(),
                CredentialSource.webIdentity(() -> webIdentity(region)),
                CredentialSource.profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow()),
                CredentialSource.container(),
                CredentialSource.instanceMetadata());
    }

    private AwsCredentialsProvider webIdentity(String region) {
        if (!isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE) || !isSet(SdkSystemSetting.AWS_ROLE_ARN)) {
            throw new InvalidConfigurationException(
                    "Web identity needs both AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in the environment; on EKS the"
                            + " pod's service account sets them. Or choose another " + AwsProperties.CREDENTIALS);
        }
        return StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(sts(region, null))
                .build();
    }

    private AwsCredentialsProvider assumedRole(String role, String region) {
        CredentialChain caller = own(region);
        usedByProvider.add(caller);
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(region, caller))
                .refreshRequest(request -> request.roleArn(role)
                        .roleSessionName(options.roleSessionName())
                        .externalId(options.roleExternalId()))
                .build();
    }

    private StsClient sts(String region, @Nullable AwsCredentialsProvider caller) {
        StsClientBuilder builder = StsClient.builder()
                .region(Region.of(region))
                .httpClient(http)
                .credentialsProvider(caller == null ? AnonymousCredentialsProvider.create() : caller);
        URI endpoint = options.stsEndpoint();
        StsClient sts = endpoint == null
                ? builder.fipsEnabled(options.fips()).build()
                : builder.endpointOverride(endpoint).build();
        usedByProvider.add(sts);
        return sts;
    }

    private static boolean isSet(SdkSystemSetting setting) {
        return setting.getStringValue().isPresent();
    }

    @Override
    public synchronized void close() {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        usedByProvider.forEach(SdkAutoCloseable::close);
    }
}
