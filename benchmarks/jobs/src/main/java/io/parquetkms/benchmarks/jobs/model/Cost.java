package io.parquetkms.benchmarks.jobs.model;

import java.math.BigDecimal;

/** What a job costs, if it gets its keys in one way. */
record Cost(Scenario scenario, Way way) {

    /** List price: $0.03 for 10,000 (aws.amazon.com/kms/pricing). A month's first 20,000 are free, which is left out here. */
    private static final BigDecimal DOLLARS_PER_CALL = new BigDecimal("0.000003");

    /** Of all appends. */
    long callsToWrite() {
        return model().write(way).times(scenario.job().appends()).total();
    }

    /** Of all reads. */
    long callsToRead() {
        return model().read(way).times(scenario.job().reads()).total();
    }

    BigDecimal dollars() {
        return DOLLARS_PER_CALL.multiply(BigDecimal.valueOf(callsToWrite() + callsToRead()));
    }

    /** Over the time of the busier application. */
    double callsPerSecond() {
        Job job = scenario.job();
        return Math.max(
                perSecond(model().write(way), job.writing()),
                job.reads() == 0 ? 0 : perSecond(model().read(way), job.reading()));
    }

    private static double perSecond(Calls calls, Job.Application application) {
        return calls.total() / (application.time().toMillis() / 1e3);
    }

    private CallModel model() {
        return new CallModel(scenario.job(), scenario.limits());
    }
}
