package io.parquetkms.spark.broker;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;

/**
 * Who can read or ask over the channel between driver and executors.
 *
 * @param local there is none: driver and tasks are one process
 * @param shared the application serves several users, who would share the keys of one
 * @param missing settings without which the channel is not both authenticated and encrypted
 */
public record RpcChannel(boolean local, boolean shared, List<String> missing) {

    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String ENCRYPT = "spark.network.crypto.enabled";
    private static final String FALL_BACK = "spark.network.crypto.saslFallback";

    /** The servers that Spark itself has for several users. */
    private static final Set<String> SERVERS = Set.of(
            "org.apache.spark.sql.connect.service.SparkConnectServer$",
            "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2$",
            "org.apache.spark.sql.hive.thriftserver.SparkSQLEnv$");

    private static final String CONNECT_PLUGIN = "org.apache.spark.sql.connect.SparkConnectPlugin";

    public RpcChannel {
        missing = List.copyOf(missing);
    }

    /** Asks Spark; on the thread that starts the context. */
    public static RpcChannel of(SparkContext context) {
        return new RpcChannel(context.isLocal(), isShared(context), missing(context));
    }

    /**
     * Encryption counts only where no peer can talk it away: with SASL fallback a peer that fails the newer protocol gets an
     * unencrypted channel. Encryption alone is not enough: whoever reaches the driver's port could ask.
     */
    private static List<String> missing(SparkContext context) {
        SecurityManager security = SparkEnv.get().securityManager();
        List<String> missing = new ArrayList<>();
        if (!security.isAuthenticationEnabled()) {
            missing.add(AUTHENTICATE + "=true");
        }
        if (isTls(security)) {
            return missing;
        }
        if (!security.isEncryptionEnabled() || !context.conf().getBoolean(ENCRYPT, false)) {
            missing.add(ENCRYPT + "=true");
        }
        if (context.conf().getBoolean(FALL_BACK, true)) {
            missing.add(FALL_BACK + "=false");
        }
        return missing;
    }

    /** Since Spark 4.0. Spark 3.5 lets its setting be set, to no effect. */
    private static boolean isTls(SecurityManager security) {
        try {
            return Boolean.TRUE.equals(
                    SecurityManager.class.getMethod("isSslRpcEnabled").invoke(security));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static boolean isShared(SparkContext context) {
        boolean connect = context.conf().get("spark.plugins", "").contains(CONNECT_PLUGIN)
                || context.conf().get("spark.plugins.defaultList", "").contains(CONNECT_PLUGIN);
        return connect
                || StackWalker.getInstance()
                        .walk(frames -> frames.map(StackFrame::getClassName).anyMatch(SERVERS::contains));
    }
}
