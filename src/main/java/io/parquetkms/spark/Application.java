package io.parquetkms.spark;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.Summary;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.DaemonThreads;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.broker.BrokerChoice;
import io.parquetkms.spark.broker.DriverBroker;
import io.parquetkms.spark.report.LiveExecutors;
import io.parquetkms.spark.report.LocalActivity;
import io.parquetkms.spark.report.Overview;
import io.parquetkms.spark.report.PolicyInUse;
import io.parquetkms.spark.report.ProcessReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** What the driver has while an application runs. */
final class Application implements AutoCloseable {

    /** How many requests to the KMS at once: 10,000 KEKs at 20 ms each take 6 s. */
    private static final int THREADS = 32;

    private final KeyAccess access;
    private final BrokerChoice brokerChoice;
    private final long preflightRequests;
    private final @Nullable PolicyInUse policy;
    private final Overview overview;
    private final ExecutorService threads = DaemonThreads.pool("parquet-kms-driver-broker", THREADS);
    private final DriverBroker broker;
    private final Instant started = Instant.now();

    /**
     * @param access by the settings it was started with
     * @param activity of the driver itself
     * @param executors that there are
     */
    Application(
            KmsRuntime runtime,
            KeyAccess access,
            BrokerChoice brokerChoice,
            long preflightRequests,
            LocalActivity activity,
            LiveExecutors executors) {
        this.access = access;
        this.brokerChoice = brokerChoice;
        this.preflightRequests = preflightRequests;
        policy = PolicyInUse.of(access.rules().policy());
        overview = new Overview(activity::report, executors);
        CallerKeys driver = runtime.callerKeys(access);
        broker = new DriverBroker(
                driver::keyring,
                new DriverBroker.Terms(
                        access.keys(),
                        access.encryptionContexts(),
                        brokerChoice.mode() == BrokerChoice.Mode.KEYS,
                        access.settings().keyring().maxDeks()),
                executors::count,
                Ticker.systemTicker(),
                threads);
    }

    Overview overview() {
        return overview;
    }

    /** Null where there is none. */
    @Nullable
    PolicyInUse policy() {
        return policy;
    }

    BrokerChoice brokerChoice() {
        return brokerChoice;
    }

    Instant started() {
        return started;
    }

    /** Requests to the KMS before it began. */
    long preflightRequests() {
        return preflightRequests;
    }

    KeyAccess access() {
        return access;
    }

    /** Answers an executor's message; null where it wants no answer. Waits for nothing. */
    byte @Nullable [] receive(byte[] message) {
        if (ProcessReport.isIn(message)) {
            overview.told(ProcessReport.fromMessage(message));
            return null;
        }
        return broker.answer(message);
    }

    /** What so many requests to the KMS cost. */
    BigDecimal dollars(long requests) {
        return access.provider().dollarsPerRequest().multiply(BigDecimal.valueOf(requests));
    }

    /** One line about all of it. */
    String summary() {
        Summary summary = new Summary(overview.statistics(), overview.plaintextFiles(), overview.written());
        return summary.keys(preflightRequests, access.provider().dollarsPerRequest()) + ". "
                + ofBroker(summary.statistics()) + summary.plaintext() + ofPolicy();
    }

    private String ofBroker(Statistics.Snapshot all) {
        if (brokerChoice.mode() == BrokerChoice.Mode.LOCAL) {
            return "Driver and tasks were one process";
        }
        return String.format(
                Locale.ROOT,
                "Broker %s: executors got %,d keys from the driver. (Calls of the driver itself: %,d; the rest is what"
                        + " executors told)",
                brokerChoice.mode().name().toLowerCase(Locale.ROOT),
                all.brokered(),
                overview.driversStatistics().calls().total());
    }

    private String ofPolicy() {
        return policy == null ? "" : ". Encryption by " + access.rules().policy();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
