package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.CallModel;
import io.parquetkms.benchmarks.jobs.model.Calls;
import io.parquetkms.benchmarks.jobs.model.Job;
import io.parquetkms.benchmarks.jobs.model.Limits;
import io.parquetkms.benchmarks.jobs.model.Way;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the model says of the jobs that are run: who asks for what, and how often. */
record Expected(CallsOptions options, int executors, Way way) {

    /** @param steps how many writing steps were done in one application, each in a cache lifetime of its own */
    Map<String, Long> write(int steps) {
        return byAsker(model(steps, 1).write(way));
    }

    /** Of one more step in a cache lifetime of its own. */
    Map<String, Long> writeAgain() {
        Map<String, Long> more = write(2);
        write(1).forEach((call, number) -> more.merge(call, -number, Long::sum));
        more.values().removeIf(number -> number == 0);
        return more;
    }

    /**
     * @param steps how many writing steps there were in each application
     * @param applications how many applications wrote what is read
     */
    Map<String, Long> read(int steps, int applications) {
        return byAsker(model(steps, applications).read(way));
    }

    /**
     * Of the same once more, in the application that read it.
     *
     * @param outlived whether the cache lifetime was over before
     */
    Map<String, Long> readAgain(int steps, boolean outlived) {
        boolean forgotten = way == Way.STOCK_SINGLE || (way == Way.STOCK_DOUBLE && outlived);
        return forgotten ? read(steps, 1) : Map.of();
    }

    private CallModel model(int steps, int applications) {
        Duration step = options.lifetime();
        Job.Application writing = new Job.Application(executors, 1, step.multipliedBy(steps), false);
        Job.Application reading = new Job.Application(executors, 1, step, true);
        long files = (long) executors * options.files() * steps;
        Limits limits = new Limits(step, Limits.DEFAULT.maxAge(), Limits.DEFAULT.maxDeks(), Limits.DEFAULT.maxKeks());
        return new CallModel(
                new Job(options.keys(), options.columns(), files, writing, applications, reading, applications, 1),
                limits);
    }

    private Map<String, Long> byAsker(Calls calls) {
        String makes = way == Way.KEYS || way == Way.WRAPPED ? "driver" : "executors";
        String unwraps = way == Way.KEYS ? "driver" : "executors";
        Map<String, Long> byAsker = new TreeMap<>(Map.of(
                makes + " GenerateDataKey", calls.generateDataKey(),
                makes + " Encrypt", calls.encrypt(),
                unwraps + " Decrypt", calls.decrypt()));
        byAsker.values().removeIf(number -> number == 0);
        return byAsker;
    }
}
