package io.parquetkms.benchmarks.jobs.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * What a KMS charges, allows and takes.
 *
 * @param quota requests for each second. AWS counts Encrypt, Decrypt and GenerateDataKey with symmetric keys together, for each
 *     account and Region. Its default: 100,000 in us-east-1, us-west-2 and eu-west-1; 20,000 in us-east-2, ap-southeast-1,
 *     ap-southeast-2, ap-northeast-1, eu-central-1 and eu-west-2; 10,000 elsewhere (AWS KMS Developer Guide, "Request quotas",
 *     docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html)
 * @param latencies of a request, to compare; a guess, not a measurement
 */
public record Kms(long quota, List<Duration> latencies) {

    /** The lowest of AWS's default quotas. */
    public static final Kms DEFAULT = new Kms(10_000, List.of(Duration.ofMillis(5), Duration.ofMillis(20)));

    /** In how much time the tasks that can run at once have started: a guess. */
    static final Duration RAMP = Duration.ofSeconds(10);

    /** List price: $0.03 for 10,000 (aws.amazon.com/kms/pricing). A month's first 20,000 are free, which is left out here. */
    private static final BigDecimal DOLLARS_PER_CALL = new BigDecimal("0.000003");

    public Kms {
        latencies = List.copyOf(latencies);
        if (quota < 1) {
            throw new IllegalArgumentException("The quota must be positive");
        }
    }

    static BigDecimal dollars(long calls) {
        return DOLLARS_PER_CALL.multiply(BigDecimal.valueOf(calls));
    }
}
