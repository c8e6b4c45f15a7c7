package io.parquetkms.lake.doctor;

import io.parquetkms.kms.Provider;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** How many requests a job makes at its start, and what they cost. */
final class QuotaCheck {

    private QuotaCheck() {}

    static List<Finding> examine(Job job) {
        List<JobKeys.JobKey> keys = JobKeys.of(job.access());
        Provider provider = job.access().provider();
        BigDecimal price = provider.dollarsPerRequest();
        if (keys.isEmpty() || price.signum() == 0) {
            return List.of();
        }
        long processes = 1 + executors(job);
        long most = processes * keys.size() * 2;
        return List.of(Finding.ok(
                "each process that asks KMS itself makes one request for each key that it writes with (" + keys.size()
                        + "), and one for each key that a writer had, to read; with " + processes
                        + (processes == 1 ? " process" : " processes")
                        + " at most some "
                        + most + " at the start ($"
                        + price.multiply(BigDecimal.valueOf(most)).toPlainString()
                        + ")" + quota(provider.requestQuota(keys.get(0).id().value()))));
    }

    private static String quota(int requests) {
        return requests == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; the account may make %,d a second there, unless it has asked for more",
                        requests);
    }

    private static long executors(Job job) {
        String number = job.settings()
                .getOrDefault(
                        "spark.dynamicAllocation.maxExecutors",
                        job.settings().getOrDefault("spark.executor.instances", "0"));
        return number.matches("\\d{1,6}") ? Long.parseLong(number) : 0;
    }
}
