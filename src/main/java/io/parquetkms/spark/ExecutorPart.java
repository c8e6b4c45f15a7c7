package io.parquetkms.spark;

import io.parquetkms.config.SparkSettings;
import io.parquetkms.process.Caller;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.broker.BrokerChoice;
import io.parquetkms.spark.broker.BrokerClient;
import io.parquetkms.spark.broker.RpcChannel;
import io.parquetkms.spark.report.LocalActivity;
import io.parquetkms.spark.report.ProcessReport;
import io.parquetkms.spark.report.Reporter;
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

    private @Nullable KmsRuntime runtime;
    private @Nullable BrokerClient client;
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
            runtime = KmsRuntime.refusing(String.valueOf(e.getMessage())).begin();
        }
    }

    private void start(PluginContext context, Map<String, String> fromDriver) {
        KmsRuntime started = KmsRuntime.pinned(DriverMessage.pinned(fromDriver), DriverMessage.policy(fromDriver))
                .begin();
        runtime = started;
        KeyAccess access = started.access(
                SparkSettings.configuration(new Configuration(false), SparkSetup.settings(context.conf())));
        started.aes().start(access.settings().aes(), true);
        BrokerChoice.Mode mode = mode(fromDriver);
        if (mode == BrokerChoice.Mode.KEYS || mode == BrokerChoice.Mode.WRAPPED) {
            client = client(context, access, mode);
            started.useBroker(Caller.current(access.settings().accessToken()), access.provider(), client);
        }
        LocalActivity activity = new LocalActivity(started, context.executorID(), host(), context.metricRegistry());
        reporter = new Reporter(activity::report, message -> send(context, message));
    }

    /** Keys are not asked of a driver that could be anyone. */
    private static BrokerChoice.Mode mode(Map<String, String> fromDriver) {
        BrokerChoice.Mode mode = DriverMessage.mode(fromDriver);
        if (mode == BrokerChoice.Mode.KEYS
                && RpcChannel.acceptsAnyPeer(SparkEnv.get().securityManager())) {
            LOG.warn(
                    "Asking KMS directly, and not the driver for keys: the trust store of Spark's RPC"
                            + " (spark.ssl.rpc.trustStore) does not exist on this executor, so it would take anyone for the driver");
            return BrokerChoice.Mode.OFF;
        }
        return mode;
    }

    private static BrokerClient client(PluginContext context, KeyAccess access, BrokerChoice.Mode mode) {
        Duration patience = access.settings().spark().brokerTimeout();
        return new BrokerClient(
                message -> ask(context, message),
                mode == BrokerChoice.Mode.KEYS,
                patience,
                patience.plus(access.provider().callTimeout()));
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
        if (runtime != null) {
            runtime.close();
        }
    }
}
