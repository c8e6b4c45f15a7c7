package io.parquetkms.benchmarks.jobs.model;

import java.math.BigDecimal;
import java.time.Duration;

/** What a job costs, if it gets its keys in one way. */
final class Cost {

    private final Job job;
    private final Way way;
    private final CallModel model;
    private final Kms kms;

    Cost(Job job, Way way, Limits limits, Kms kms) {
        this.job = job;
        this.way = way;
        this.kms = kms;
        model = new CallModel(job, limits);
    }

    Way way() {
        return way;
    }

    /** Of all appends. */
    long callsToWrite() {
        return model.write(way).times(job.appends()).total();
    }

    /** Of all reads. */
    long callsToRead() {
        return model.read(way).times(job.reads()).total();
    }

    BigDecimal dollars() {
        return Kms.dollars(callsToWrite() + callsToRead());
    }

    /** Share of the quota that the first file of each task takes, in the busier application. */
    double startShare() {
        return model.firstWave(way) / (Kms.RAMP.toMillis() / 1e3) / kms.quota();
    }

    /** Share of the quota over all the time of the busier application. */
    double averageShare() {
        return Math.max(
                        perSecond(model.write(way), job.writing()),
                        job.reads() == 0 ? 0 : perSecond(model.read(way), job.reading()))
                / kms.quota();
    }

    private static double perSecond(Calls calls, Job.Application application) {
        return calls.total() / (application.time().toMillis() / 1e3);
    }

    /** How long a task waits until its first file is open, one request after the other. */
    Duration firstFile(Duration latency) {
        return latency.multipliedBy(model.inARow(way));
    }
}
