package io.parquetkms.kms.aws;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Asks sources in order; the first one that is set up gives the credentials or fails.
 *
 * <p>The SDK's own chain would go on after a failure without a word: from a token that has expired to the role of the
 * node, which is another identity and often a mightier one. Once a source has given credentials, only it is asked.
 * Thread-safe.
 */
final class CredentialChain implements AwsCredentialsProvider, SdkAutoCloseable {

    private final List<CredentialSource> sources;
    private final Map<CredentialSource, AwsCredentialsProvider> providers = new ConcurrentHashMap<>();
    private volatile @Nullable AwsCredentialsProvider found;
    private volatile @Nullable CredentialSource source;

    CredentialChain(CredentialSource... sources) {
        this.sources = List.of(sources);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentialsProvider known = found;
        return known == null ? search() : known.resolveCredentials();
    }

    /** The source that gave credentials, as errors name it; null before one did. */
    @Nullable
    String source() {
        CredentialSource known = source;
        return known == null ? null : known.name();
    }

    private AwsCredentials search() {
        List<String> tried = new ArrayList<>();
        for (CredentialSource source : sources) {
            if (source.setUp().getAsBoolean()) {
                AwsCredentials credentials = ask(source, tried);
                if (credentials != null) {
                    return credentials;
                }
            }
            tried.add(source.name() + ": " + source.absent());
        }
        throw new NoCredentialsException(tried, null);
    }

    private @Nullable AwsCredentials ask(CredentialSource source, List<String> tried) {
        try {
            AwsCredentialsProvider provider =
                    providers.computeIfAbsent(source, first -> first.provider().get());
            AwsCredentials credentials = provider.resolveCredentials();
            this.source = source;
            found = provider;
            return credentials;
        } catch (InvalidConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            InvalidConfigurationException explained = e instanceof SdkException ? null : SdkSettings.explain(e);
            if (explained != null) {
                throw explained;
            } else if (source.isAbsence(e)) {
                return null;
            } else if (!AwsErrors.isAboutCredentials(e)) {
                throw e; // a service that is only down is no lack of credentials
            }
            tried.add(source.name() + ": " + AwsErrors.reason(e) + SdkSettings.place(e));
            throw new NoCredentialsException(tried, e);
        }
    }

    @Override
    public void close() {
        for (AwsCredentialsProvider provider : providers.values()) {
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }
}
