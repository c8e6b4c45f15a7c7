package io.parquetkms.spark.report;

import io.parquetkms.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The policy that an application was started with.
 *
 * @param location where it was read from
 * @param sha256 of its text, in hexadecimal digits
 * @param places how many it speaks of
 */
public record PolicyInUse(String location, String sha256, int places) {

    /** Null where there is none. */
    public static @Nullable PolicyInUse of(@Nullable Policy policy) {
        return policy == null ? null : new PolicyInUse(policy.location(), policy.hash(), policy.size());
    }
}
