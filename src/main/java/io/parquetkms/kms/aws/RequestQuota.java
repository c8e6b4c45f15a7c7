package io.parquetkms.kms.aws;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many cryptographic operations with symmetric keys KMS allows an account in a Region each second, unless the account has asked for
 * more. All of them share it: Decrypt, Encrypt, GenerateDataKey, ReEncrypt and others.
 *
 * <p>Source: AWS KMS Developer Guide, Request quotas, November 2026.
 */
final class RequestQuota {

    private static final Set<String> LARGEST = Set.of("us-east-1", "us-west-2", "eu-west-1");
    private static final Set<String> LARGE =
            Set.of("us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "eu-central-1", "eu-west-2");

    private RequestQuota() {}

    /** Null: it is not known which. */
    static int in(@Nullable String region) {
        if (region != null && LARGEST.contains(region)) {
            return 100_000;
        }
        return region != null && LARGE.contains(region) ? 20_000 : 10_000;
    }
}
