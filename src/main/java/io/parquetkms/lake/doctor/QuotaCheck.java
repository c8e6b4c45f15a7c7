package io.parquetkms.lake.doctor;

import java.math.BigDecimal;
import java.util.List;

/** How many requests a job makes at its start, and what they cost. */
final class QuotaCheck {

    private QuotaCheck() {}

    static List<Finding> examine(Job job) {
        int keys = JobKeys.of(job.access()).size();
        BigDecimal price = job.access().provider().dollarsPerRequest();
        if (keys == 0 || price.signum() == 0) {
            return List.of();
        }
        long processes = 1 + executors(job);
        long most = processes * keys * 2;
        return List.of(Finding.ok(
                "each process that asks KMS itself makes " + keys + " requests to write, and one for each key that a"
                        + " writer had to read; with " + processes + (processes == 1 ? " process" : " processes")
                        + " at most some "
                        + most + " at the start ($"
                        + price.multiply(BigDecimal.valueOf(most)).toPlainString()
                        + "). AWS allows an account 5,500 a second or more in each Region"));
    }

    private static long executors(Job job) {
        String number = job.settings()
                .getOrDefault(
                        "spark.dynamicAllocation.maxExecutors",
                        job.settings().getOrDefault("spark.executor.instances", "0"));
        return number.matches("\\d{1,6}") ? Long.parseLong(number) : 0;
    }
}
