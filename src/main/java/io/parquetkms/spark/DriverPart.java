package io.parquetkms.spark;

import io.parquetkms.aes.FastAes;
import io.parquetkms.config.Settings;
import io.parquetkms.config.SparkOptions.Preflight;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.keys.Keyrings;
import io.parquetkms.kms.MasterKeys;
import io.parquetkms.spark.ui.EncryptionTab;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugin on the driver. What is wrong with the settings ends the application before it begins. */
final class DriverPart implements DriverPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(DriverPart.class);

    private volatile @Nullable Application application;
    private @Nullable Audit audit;

    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
        Map<String, String> all = Surroundings.settings(context.conf());
        Configuration configuration = SparkSettings.configuration(context.hadoopConfiguration(), all);
        Surroundings.setUp(context.hadoopConfiguration(), all).forEach(LOG::warn);
        Keyrings.startAfresh();
        Settings.end();
        Settings settings = check(configuration, all);
        Brokering brokering = Brokering.of(settings.spark().broker(), RpcChannel.of(context));
        tell(brokering);
        long requests = settings.spark().preflight() == Preflight.KMS ? PreflightCheck.run(settings) : 0;
        Settings.startWith(settings.steering());
        FastAes.start(settings.aes(), context.isLocal());
        start(context, plugin, new Start(Settings.of(configuration), brokering, requests));
        return DriverMessage.of(brokering.mode(), settings.steering());
    }

    private static Settings check(Configuration configuration, Map<String, String> all) {
        Settings settings = Settings.of(configuration);
        if (settings.spark().preflight() != Preflight.OFF) {
            SparkSettings.check(all);
            MasterKeys.of(settings);
        }
        return settings;
    }

    private static void tell(Brokering brokering) {
        LOG.info("Keys: broker mode {}, since {}", brokering.mode(), brokering.reason());
        if (!brokering.mend().isEmpty()) {
            LOG.info(
                    "Each executor asks KMS to unwrap the driver's keys. With {} the driver alone would ask KMS, once for"
                            + " each key",
                    String.join(", ", brokering.mend()));
        }
    }

    private record Start(Settings settings, Brokering brokering, long preflightRequests) {}

    private void start(SparkContext context, PluginContext plugin, Start start) {
        LocalActivity activity = new LocalActivity(ProcessReport.DRIVER, plugin.hostname(), plugin.metricRegistry());
        Application running = new Application(start.settings(), start.brokering(), start.preflightRequests(), activity);
        application = running;
        audit = new Audit(
                running.overview(), context.sparkUser(), context.listenerBus()::post, System::currentTimeMillis);
        context.addSparkListener(audit);
        EncryptionTab.attach(context, () -> Dashboards.of(running));
    }

    /** Spark calls it on one thread for all executors and plugins. */
    @Override
    public @Nullable Object receive(Object message) {
        Application running = application;
        return running == null ? null : running.receive((byte[]) message);
    }

    @Override
    public void shutdown() {
        Application running = application;
        if (running != null) {
            if (audit != null) {
                audit.log();
            }
            LOG.info(running.summary());
            running.close();
            application = null;
            Settings.end();
            Keyrings.end();
            FastAes.end();
        }
    }
}
