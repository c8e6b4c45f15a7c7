package io.parquetkms.lake.doctor;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.DaemonThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** Checks in one process, one after the other. One that hangs is left behind; one that crashes is a finding. */
final class Round {

    private final Job job;
    private final Duration timeout;
    private final Redaction secrets;
    private final List<Finding> found = new ArrayList<>();

    Round(Job job, Duration timeout) {
        this.job = job;
        this.timeout = timeout;
        secrets = Redaction.of(job);
    }

    /** What they found, in their order. */
    List<Finding> run(List<Check> checks) {
        ExecutorService threads = DaemonThreads.pool("parquet-kms-doctor", Math.max(1, checks.size()));
        try {
            for (Check check : checks) {
                outcome(check, threads)
                        .forEach(finding -> found.add(finding.by(check.name()).without(secrets)));
            }
        } finally {
            threads.shutdownNow();
        }
        return found;
    }

    private List<Finding> outcome(Check check, ExecutorService threads) {
        if (check.needsOthers() && found.stream().anyMatch(this::isInTheWay)) {
            return List.of(Finding.of(Severity.NOT_CHECKED, "Not asked for: see above what is in the way", ""));
        }
        Future<List<Finding>> running = threads.submit(() -> check.examination().examine(job));
        try {
            return running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return List.of(Finding.of(
                    check.unanswered(),
                    "No answer within " + timeout.toSeconds() + " s",
                    "See what is between this machine and the service; --timeout waits longer"));
        } catch (ExecutionException e) {
            return List.of(crashed(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** One key that can't be used is no reason not to ask for the next. */
    private boolean isInTheWay(Finding finding) {
        return finding.severity() == Severity.FAIL && !finding.check().equals("keys");
    }

    private static Finding crashed(@Nullable Throwable failure) {
        if (failure instanceof InvalidConfigurationException wrong) {
            return Finding.fail(String.valueOf(wrong.getMessage()), Remedies.ofSettings(wrong));
        } else if (failure instanceof ParquetCryptoRuntimeException wrong) {
            return Finding.fail(String.valueOf(wrong.getMessage()), Remedies.AS_IT_SAYS);
        }
        return Finding.of(
                Severity.NOT_CHECKED,
                "The check itself failed: " + failure,
                "Tell the authors of parquet-kms, with --debug; the other checks count");
    }
}
