package io.parquetkms.spark.broker;

import java.io.File;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.SSLOptions;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import scala.Option;

/**
 * Who can read or ask over the channel between driver and executors.
 *
 * @param local there is none: driver and tasks are one process
 * @param shared the application serves several users, who would share the keys of one
 * @param ownSecret whether what authenticates executors is this application's alone
 * @param missing settings without which the channel is not both authenticated and encrypted
 */
public record RpcChannel(boolean local, boolean shared, boolean ownSecret, List<String> missing) {

    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String SECRET_FILE = "spark.authenticate.secret.";
    private static final String ENCRYPT = "spark.network.crypto.enabled";
    private static final String FALL_BACK = "spark.network.crypto.saslFallback";
    private static final String TRUST_STORE = "spark.ssl.rpc.trustStore";

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
        return new RpcChannel(
                context.isLocal(),
                isShared(context),
                isSecretOwn(context.master(), context.conf()::contains),
                missing(SparkEnv.get().securityManager(), context.conf()));
    }

    /**
     * Spark makes a secret for each application on YARN and Kubernetes, and then ignores {@code spark.authenticate.secret}; on
     * Kubernetes a secret may come from files instead, which other applications may mount as well. Everywhere else the
     * secret is the one of that setting: a standalone Master, its Workers and all applications have the same.
     */
    static boolean isSecretOwn(String master, Predicate<String> isSet) {
        if (master.startsWith("k8s")) {
            return List.of("file", "driver.file", "executor.file").stream()
                    .noneMatch(file -> isSet.test(SECRET_FILE + file));
        }
        return master.equals("yarn") || master.startsWith("local-cluster[");
    }

    /**
     * Encryption counts only where no peer can talk it away: with SASL fallback a peer that fails the newer protocol gets an
     * unencrypted channel. Encryption alone is not enough: whoever reaches the driver's port could ask.
     */
    static List<String> missing(SecurityManager security, SparkConf conf) {
        List<String> missing = new ArrayList<>();
        if (!security.isAuthenticationEnabled()) {
            missing.add(AUTHENTICATE + "=true");
        }
        if (isTls(security)) {
            if (!verifiesPeers(security)) {
                missing.add(TRUST_STORE + "=<a file that exists>");
            }
            return missing;
        }
        if (!security.isEncryptionEnabled() || !conf.getBoolean(ENCRYPT, false)) {
            missing.add(ENCRYPT + "=true");
        }
        if (conf.getBoolean(FALL_BACK, true)) {
            missing.add(FALL_BACK + "=false");
        }
        return missing;
    }

    /**
     * Whether this process takes anybody for the driver: over TLS, Spark accepts every certificate where the trust store
     * does not exist, or none is set.
     */
    public static boolean acceptsAnyPeer(SecurityManager security) {
        return isTls(security) && !verifiesPeers(security);
    }

    /** With a certificate chain and a private key as PEM files, Spark trusts that chain and looks at no trust store. */
    private static boolean verifiesPeers(SecurityManager security) {
        SSLOptions tls = security.getSSLOptions("rpc");
        boolean pem =
                file(tls, "certChain").isDefined() && file(tls, "privateKey").isDefined();
        return pem || exists(tls.trustStore());
    }

    private static boolean exists(Option<File> file) {
        return file.isDefined() && file.get().isFile();
    }

    /** Since Spark 4.0. */
    @SuppressWarnings("unchecked")
    private static Option<File> file(SSLOptions tls, String name) {
        try {
            return (Option<File>) SSLOptions.class.getMethod(name).invoke(tls);
        } catch (ReflectiveOperationException e) {
            return Option.empty();
        }
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
