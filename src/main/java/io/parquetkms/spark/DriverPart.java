package io.parquetkms.spark;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.SparkOptions.Preflight;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.broker.BrokerChoice;
import io.parquetkms.spark.broker.RpcChannel;
import io.parquetkms.spark.enforce.Enforcement;
import io.parquetkms.spark.report.Audit;
import io.parquetkms.spark.report.LiveExecutors;
import io.parquetkms.spark.report.LocalActivity;
import io.parquetkms.spark.report.ProcessReport;
import io.parquetkms.spark.ui.EncryptionTab;
import io.parquetkms.spark.ui.LiveDashboard;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ExecutorAllocationClient;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The plugin on the driver. What is wrong with the settings ends the application before it begins. */
final class DriverPart implements DriverPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(DriverPart.class);

    private @Nullable KmsRuntime runtime;
    private volatile @Nullable Application application;
    private @Nullable Audit audit;

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
        Map<String, String> all = SparkSetup.settings(context.conf());
        SparkSetup.setUp(context.hadoopConfiguration(), all).forEach(LOG::warn);
        Configuration configuration = SparkSettings.configuration(context.hadoopConfiguration(), all);
        KeyAccess access = check(configuration, all);
        if (access.rules().policy() != null) {
            LOG.info("Encryption by {}", access.rules().policy());
        }
        SparkSetup.refuseOtherFactory(configuration, access.rules());
        SparkSetup.refuseAccelerators(all, access.rules());
        SparkSetup.refuseIgnoringErrors(all, access.rules());
        String beside = SparkSetup.plaintextBeside(all, access.rules());
        if (beside != null) { // in local mode, for trials, no warning: the disks are one's own
            LOG.atLevel(context.isLocal() ? Level.INFO : Level.WARN).log(beside);
        }
        BrokerChoice brokerChoice = BrokerChoice.of(access.settings().spark().broker(), RpcChannel.of(context));
        tell(brokerChoice);
        long requests = access.settings().spark().preflight() == Preflight.KMS ? PreflightCheck.run(access) : 0;
        runtime = KmsRuntime.pinned(access.pinned(), access.rules().policy()).begin();
        try {
            runtime.aes().start(access.settings().aes(), context.isLocal());
            Enforcement.begin(all, access.rules(), fetching(brokerChoice.mode()))
                    .forEach(context.conf()::set);
            start(context, plugin, new Start(runtime, runtime.access(configuration), brokerChoice, requests));
        } catch (RuntimeException e) { // Spark doesn't shut down what did not start
            Enforcement.end();
            runtime.close();
            throw e;
        }
        return DriverMessage.of(
                brokerChoice.mode(), access.pinned(), access.rules().policy());
    }

    private static KeyAccess check(Configuration configuration, Map<String, String> all) {
        try (KmsRuntime reader = new KmsRuntime()) {
            KeyAccess access = reader.access(configuration);
            if (usesOurFactory(configuration)) {
                access.settings().encryption();
            }
            if (access.settings().spark().preflight() != Preflight.OFF) {
                SparkSettings.check(all);
                access.keys();
            }
            return access;
        }
    }

    /** Another factory may write what ours can't. */
    private static boolean usesOurFactory(Configuration configuration) {
        String ours = ParquetKmsCryptoFactory.class.getName();
        return configuration
                .getTrimmed(ParquetProperties.FACTORY_CLASS.name(), ours)
                .equals(ours);
    }

    private static void tell(BrokerChoice brokerChoice) {
        LOG.info("Keys: broker mode {}, since {}", brokerChoice.mode(), brokerChoice.reason());
        if (!brokerChoice.others().isEmpty()) {
            LOG.warn("{}", brokerChoice.others());
        }
        if (!brokerChoice.remedy().isEmpty()) {
            LOG.info(
                    "Each executor asks KMS to unwrap the driver's keys. With {} the driver alone would ask KMS, once for"
                            + " each key",
                    String.join(", ", brokerChoice.remedy()));
        }
    }

    private record Start(KmsRuntime runtime, KeyAccess access, BrokerChoice brokerChoice, long preflightRequests) {}

    private void start(SparkContext context, PluginContext plugin, Start start) {
        LocalActivity activity =
                new LocalActivity(start.runtime(), ProcessReport.DRIVER, plugin.hostname(), plugin.metricRegistry());
        LiveExecutors executors = new LiveExecutors(executor -> isRegistered(context, executor), Ticker.systemTicker());
        context.addSparkListener(executors);
        Application running = new Application(
                start.runtime(), start.access(), start.brokerChoice(), start.preflightRequests(), activity, executors);
        application = running;
        audit = new Audit(
                running.overview(),
                running.policy(),
                context.sparkUser(),
                context.listenerBus()::post,
                System::currentTimeMillis);
        context.addSparkListener(audit);
        EncryptionTab.attach(context, () -> Dashboards.of(running));
        LiveDashboard.begin(() -> Dashboards.of(running));
    }

    private static Enforcement.Fetching fetching(BrokerChoice.Mode mode) {
        return switch (mode) {
            case LOCAL -> Enforcement.Fetching.ONE_PROCESS;
            case KEYS, WRAPPED -> Enforcement.Fetching.DRIVER;
            case OFF -> Enforcement.Fetching.EXECUTORS;
        };
    }

    private static boolean isRegistered(SparkContext context, String executor) {
        return context.schedulerBackend() instanceof ExecutorAllocationClient scheduler
                && scheduler.isExecutorActive(executor);
    }

    /** Spark calls it on one thread for all executors and plugins. */
    @Override
    public @Nullable Object receive(Object message) {
        Application running = application;
        return running == null ? null : running.receive((byte[]) message);
    }

    @Override
    public void shutdown() {
        Enforcement.end();
        LiveDashboard.end();
        Application running = application;
        if (running != null) {
            if (audit != null) {
                audit.log();
            }
            LOG.info(running.summary());
            running.close();
            application = null;
        }
        if (runtime != null) {
            runtime.close();
        }
    }
}
