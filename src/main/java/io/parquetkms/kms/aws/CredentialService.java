package io.parquetkms.kms.aws;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** A service that is asked for credentials before KMS is asked for anything, as errors name it. */
enum CredentialService {
    STS("STS", "the network, the Region and parquet.kms.aws.sts.endpoint"),
    SSO("IAM Identity Center", "the network, and sso_region of that profile"),
    SIGN_IN("AWS Sign-In", "the network, and the region of that profile"),
    /** A profile that needs none, a class of the user's own, or a host's agent. */
    OTHER("the source of the credentials", "the network and parquet.kms.aws.credentials");

    private final String title;
    private final String check;

    CredentialService(String title, String check) {
        this.title = title;
        this.check = check;
    }

    String title() {
        return title;
    }

    /** What to look at where it can't be reached. */
    String check() {
        return check;
    }

    /** The same provider; its failures then name this service, unless they name another. */
    AwsCredentialsProvider naming(AwsCredentialsProvider provider) {
        return new Named(this, provider);
    }

    private record Named(CredentialService service, AwsCredentialsProvider provider)
            implements AwsCredentialsProvider, SdkAutoCloseable {

        @Override
        public AwsCredentials resolveCredentials() {
            try {
                return provider.resolveCredentials();
            } catch (NoCredentialsException | Failure e) {
                throw e;
            } catch (SdkException e) {
                throw new Failure(service, e);
            }
        }

        @Override
        public void close() {
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    /** The failure of a service; its message is that of its cause. */
    static final class Failure extends SdkClientException {

        private static final long serialVersionUID = 1L;

        private final CredentialService service;
        private final SdkException why;

        Failure(CredentialService service, SdkException why) {
            super(SdkClientException.builder().message(why.getMessage()).cause(why));
            this.service = service;
            this.why = why;
        }

        CredentialService service() {
            return service;
        }

        SdkException why() {
            return why;
        }
    }

    /** The service that failed; null: KMS itself, or none in particular. */
    static @Nullable CredentialService of(SdkException e) {
        return e instanceof Failure failure ? failure.service() : null;
    }
}
