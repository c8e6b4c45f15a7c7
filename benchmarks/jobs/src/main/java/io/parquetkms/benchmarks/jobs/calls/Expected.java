package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.CallModel;
import io.parquetkms.benchmarks.jobs.model.Calls;
import io.parquetkms.benchmarks.jobs.model.Job;
import io.parquetkms.benchmarks.jobs.model.Limits;
import io.parquetkms.benchmarks.jobs.model.Way;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the model says of the job that is run: who asks for what, and how often. */
record Expected(int executors, Way way) {

    static final int FILES_EACH = 4;
    private static final int COLUMNS = 4;
    private static final int KEYS = 4;

    Map<String, Long> write() {
        return byAsker(model().write(way));
    }

    /** Only single wrapping has nothing to keep for the second time. */
    Map<String, Long> readTwice() {
        return byAsker(model().read(way).times(way == Way.STOCK_SINGLE ? 2 : 1));
    }

    private CallModel model() {
        Duration time = Duration.ofMinutes(1);
        Job.Application writing = new Job.Application(executors, time, false);
        Job.Application reading = new Job.Application(executors, time, true);
        long files = (long) executors * FILES_EACH;
        return new CallModel(new Job(KEYS, COLUMNS, files, writing, 1, reading, 1, 1), Limits.DEFAULT);
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
