package io.parquetkms.kms.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** How clients are set that only look: what a job would wait a minute for is told after seconds. */
final class ProbeClients {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private ProbeClients() {}

    /** One attempt, as long as the settings have it, but no longer than a few seconds. */
    static ClientOverrideConfiguration briefly(AwsOptions options) {
        Duration timeout = shorter(options.attemptTimeout(), PATIENCE);
        return ClientSetup.overrides(options)
                .apiCallTimeout(timeout)
                .apiCallAttemptTimeout(timeout)
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .appId(options.appId())
                .build();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
