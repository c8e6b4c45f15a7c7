package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The credentials that {@link AwsProperties#CREDENTIALS} asks for, made at first use.
 *
 * <p>{@code default} means a {@link CredentialChain}: where the variables of web identity are set (EKS), it uses that
 * or fails.
 */
final class AwsCredentials implements AutoCloseable {

    private static final String ASSUME_ROLE = "assume-role:";

    private final AwsOptions options;
    private final Sts sts;
    private @Nullable AwsCredentialsProvider provider;
    private final List<CredentialChain> usedByProvider = new CopyOnWriteArrayList<>();

    AwsCredentials(AwsOptions options, SdkHttpClient http) {
        this.options = options;
        sts = new Sts(options, http);
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
            InvalidConfigurationException explained = SdkSettings.explain(e);
            throw explained == null ? SdkClientException.create("Cannot load credentials: " + e, e) : explained;
        }
    }

    /** Where they came from, for people, once there were some. */
    synchronized String source() {
        String chain = provider instanceof CredentialChain own
                ? own.source()
                : usedByProvider.stream()
                        .map(CredentialChain::source)
                        .findFirst()
                        .orElse(null);
        if (chain == null) {
            return AwsProperties.CREDENTIALS + "=" + options.credentials();
        }
        return provider instanceof CredentialChain ? chain : options.credentials() + " with " + chain;
    }

    private AwsCredentialsProvider make(String kind, String region) {
        if (kind.equals("default")) {
            return own(region);
        } else if (kind.equals("web-identity")) {
            return webIdentity(region);
        } else if (options.profile() != null) {
            return new CredentialChain(profile(options.profile(), region));
        } else if (kind.startsWith(ASSUME_ROLE)) {
            return assumedRole(kind.substring(ASSUME_ROLE.length()), region);
        }
        return CredentialService.OTHER.naming(CredentialsProviderClass.instantiate(kind));
    }

    /** The sources of the SDK's default chain, in its order. */
    private CredentialChain own(String region) {
        return new CredentialChain(
                CredentialSource.systemProperties(),
                CredentialSource.environment(),
                CredentialSource.webIdentity(() -> webIdentity(region)),
                profile(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow(), region),
                CredentialSource.container(),
                CredentialSource.instanceMetadata());
    }

    private CredentialSource profile(String name, String region) {
        return CredentialSource.profile(name, () -> ProfileCredentials.of(name, sts, region));
    }

    private AwsCredentialsProvider webIdentity(String region) {
        if (!isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE) || !isSet(SdkSystemSetting.AWS_ROLE_ARN)) {
            throw new InvalidConfigurationException(
                    "Web identity needs both AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in the environment; on EKS the"
                            + " pod's service account sets them. Or choose another " + AwsProperties.CREDENTIALS);
        }
        return sts.webIdentity(region);
    }

    private AwsCredentialsProvider assumedRole(String arn, String region) {
        CredentialChain caller = own(region);
        usedByProvider.add(caller);
        return sts.assume(new Sts.Role(arn, null, options.roleExternalId(), null), caller, region);
    }

    private static boolean isSet(SdkSystemSetting setting) {
        return setting.getStringValue().isPresent();
    }

    @Override
    public synchronized void close() {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
        usedByProvider.forEach(CredentialChain::close);
        sts.close();
    }
}
