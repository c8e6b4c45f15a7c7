package io.parquetkms.spark;

import io.parquetkms.aes.FastAes;
import io.parquetkms.config.AwsOptions;
import io.parquetkms.config.ProviderOptions;
import io.parquetkms.config.Settings;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.keys.Caller;
import io.parquetkms.keys.Keyrings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin on an executor. In local mode there is nothing for it to do: the driver is the same process.
 *
 * <p>It never fails to start, since Spark would start executor after executor; what went wrong is said by the first file that
 * needs a key.
 */
final class ExecutorPart implements ExecutorPlugin {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorPart.class);

    private @Nullable DriverClient client;
    private @Nullable Reporter reporter;

    @Override
    public void init(PluginContext context, Map<String, String> fromDriver) {
        if (context.executorID().equals(ProcessReport.DRIVER)) {
            return;
        }
        try {
            start(context, fromDriver);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("parquet-kms could not start on this executor; files that need a key will fail", e);
            Settings.refuse(String.valueOf(e.getMessage()));
        }
    }

    private void start(PluginContext context, Map<String, String> fromDriver) {
        Keyrings.startAfresh();
        Settings.startWith(DriverMessage.steering(fromDriver));
        Settings settings = Settings.of(
                SparkSettings.configuration(new Configuration(false), Surroundings.settings(context.conf())));
        FastAes.start(settings.aes(), true);
        Brokering.Mode mode = DriverMessage.mode(fromDriver);
        if (mode == Brokering.Mode.KEYS || mode == Brokering.Mode.WRAPPED) {
            client = client(context, settings, mode);
            Keyrings.useBroker(Caller.current(settings.accessToken()), settings.provider(), client);
        }
        LocalActivity activity = new LocalActivity(context.executorID(), host(), context.metricRegistry());
        reporter = new Reporter(activity::report, message -> send(context, message));
    }

    private static DriverClient client(PluginContext context, Settings settings, Brokering.Mode mode) {
        Duration patience = settings.spark().brokerTimeout();
        return new DriverClient(
                message -> ask(context, message),
                mode == Brokering.Mode.KEYS,
                patience,
                patience.plus(callTimeout(settings.provider())));
    }

    private static Duration callTimeout(ProviderOptions provider) {
        return provider instanceof AwsOptions aws ? aws.callTimeout() : Duration.ofMinutes(1);
    }

    private static byte[] ask(PluginContext context, byte[] message) {
        try {
            return (byte[]) Objects.requireNonNull(context.ask(message));
        } catch (Exception e) { // Spark throws checked ones, too, that Java's compiler doesn't know of
            throw new IllegalStateException("The driver can't be asked: " + e, e);
        }
    }

    private static void send(PluginContext context, byte[] message) {
        try {
            context.send(message);
        } catch (IOException e) {
            throw new IllegalStateException("The driver can't be told", e);
        }
    }

    /** {@code PluginContext.hostname} fails on every executor that is not in local mode. */
    private static String host() {
        return SparkEnv.get().blockManager().blockManagerId().host();
    }

    @Override
    public void onTaskStart() {
        if (reporter != null) {
            reporter.taskStarted();
        }
    }

    @Override
    public void onTaskSucceeded() {
        if (reporter != null) {
            reporter.taskEnded();
        }
    }

    @Override
    public void onTaskFailed(TaskFailedReason failureReason) {
        onTaskSucceeded();
    }

    @Override
    public void shutdown() {
        if (reporter != null) {
            reporter.tell();
        }
        if (client != null) {
            client.close();
        }
        if (reporter != null || client != null) {
            Settings.end();
            Keyrings.end();
            FastAes.end();
        }
    }
}
