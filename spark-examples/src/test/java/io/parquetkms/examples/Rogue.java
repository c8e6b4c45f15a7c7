package io.parquetkms.examples;

import java.util.List;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.package$;
import org.apache.spark.internal.plugin.PluginEndpoint;
import org.apache.spark.internal.plugin.PluginMessage;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcEnv$;
import org.apache.spark.util.RpcUtils;
import scala.Option;
import scala.reflect.ClassTag$;

/**
 * A process that has a cluster's secret and knows where a driver listens, and is none of its executors: it sends the plugin
 * whatever it likes, over Spark's own RPC.
 */
final class Rogue implements AutoCloseable {

    private static final String PLUGIN = "io.parquetkms.spark.ParquetKmsPlugin";

    private final RpcEnv rpc;
    private final RpcEndpointRef driver;

    private Rogue(RpcEnv rpc, RpcEndpointRef driver) {
        this.rpc = rpc;
        this.driver = driver;
    }

    static Rogue of(SparkCluster cluster, String driversPort) {
        SparkConf conf = new SparkConf(false)
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.port", driversPort)
                .set("spark.rpc.askTimeout", "600s");
        cluster.rpcSettings().forEach(conf::set);
        SecurityManager security = new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
        RpcEnv rpc = RpcEnv$.MODULE$.create("rogue", "127.0.0.1", 0, conf, security, true);
        return new Rogue(rpc, RpcUtils.makeDriverRef(PluginEndpoint.class.getName(), conf, rpc));
    }

    /** As an executor asks for keys. */
    List<RogueAnswer> ask(RogueRequest... requests) {
        return RogueAnswer.read((byte[]) send(RogueRequest.message(List.of(requests))));
    }

    /** Again and again, while the driver says that it has yet to ask KMS. */
    RogueAnswer askUntilAnswered(RogueRequest request) {
        RogueAnswer answer = ask(request).get(0);
        while (answer.kind() == RogueAnswer.PENDING) {
            answer = ask(request).get(0);
        }
        return answer;
    }

    /**
     * Any object.
     *
     * @return the driver's reply
     */
    Object send(Object message) {
        return driver.askSync(new PluginMessage(PLUGIN, message), ClassTag$.MODULE$.Any());
    }

    /** Any object, as executors report: nothing comes back. The driver has it before what is sent afterwards. */
    void tell(Object message) {
        driver.send(new PluginMessage(PLUGIN, message));
    }

    @Override
    public void close() {
        rpc.shutdown();
        rpc.awaitTermination();
    }
}
