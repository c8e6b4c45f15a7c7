package io.parquetkms.kms.aws;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;

/** What the clients of KMS and of STS have in common. */
final class ClientSetup {

    private ClientSetup() {}

    /**
     * Sets Region, endpoint and its kind. What is not set is left to the SDK's own search: {@code AWS_USE_FIPS_ENDPOINT},
     * {@code AWS_USE_DUALSTACK_ENDPOINT}, {@code AWS_ENDPOINT_URL}, the profile.
     */
    static <B extends AwsClientBuilder<B, C>, C> B apply(
            B builder, AwsOptions options, String region, @Nullable URI endpoint) {
        builder.region(Region.of(region));
        if (options.fips() != null) {
            builder.fipsEnabled(endpoint == null && options.fips());
        }
        if (options.dualstack() != null) {
            builder.dualstackEnabled(endpoint == null && options.dualstack());
        }
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    /** Has the SDK look into the profile that gives the credentials for all other settings, too. */
    static ClientOverrideConfiguration.Builder overrides(AwsOptions options) {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder();
        return options.profile() == null ? overrides : overrides.defaultProfileName(options.profile());
    }
}
