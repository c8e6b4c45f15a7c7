package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;

/** What Spark's settings make of the channel. TLS is new in Spark 4: see the tests on clusters. */
final class RpcChannelTest {

    private static SparkConf conf(String... settings) {
        SparkConf conf = new SparkConf(false);
        for (int i = 0; i < settings.length; i += 2) {
            conf.set(settings[i], settings[i + 1]);
        }
        return conf;
    }

    @ParameterizedTest
    @CsvSource({
        "yarn, true",
        "k8s://https://kubernetes.default.svc, true",
        "'local-cluster[2,1,1024]', true",
        "spark://master:7077, false",
        "'spark://one:7077,two:7077', false",
        "mesos://master:5050, false",
        "com.example.cluster, false"
    })
    void isSecretOwn_eachMaster(String master, boolean own) {
        assertThat(RpcChannel.isSecretOwn(master, conf("spark.authenticate.secret", "by-hand")))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "driver.file", "executor.file"})
    void isSecretOwn_fileOnKubernetes_isNot(String file) {
        SparkConf conf = conf("spark.authenticate.secret." + file, "/mnt/secret/rpc");
        assertThat(RpcChannel.isSecretOwn("k8s://https://kubernetes", conf)).isFalse();
    }

    /** What {@link RpcChannel#isSecretOwn} goes by: Spark itself. */
    @ParameterizedTest
    @CsvSource({"yarn, true", "k8s://https://kubernetes, true", "spark://master:7077, false"})
    void secretSetByHand_isNotUsedWhereSparkMakesOne(String master, boolean made) {
        UserGroupInformation user = UserGroupInformation.createRemoteUser("someone");
        String secret = user.doAs((java.security.PrivilegedAction<String>) () -> {
            SecurityManager security = security(conf(
                    "spark.master", master,
                    "spark.authenticate", "true",
                    "spark.authenticate.secret", "by-hand"));
            security.initializeAuth();
            return security.getSecretKey();
        });
        assertThat(!secret.equals("by-hand")).isEqualTo(made);
        assertThat(user.getCredentials().getSecretKey(new Text("sparkCookie")) != null)
                .isEqualTo(master.equals("yarn"));
    }

    private static SecurityManager security(SparkConf conf) {
        return new SecurityManager(conf, Option.empty(), org.apache.spark.internal.config.package$.MODULE$.AUTH_SECRET_FILE());
    }

    @Test
    void missing_ofAnOpenChannel_isAllOfIt() {
        SparkConf conf = conf();
        assertThat(RpcChannel.missing(security(conf), conf))
                .containsExactly(
                        "spark.authenticate=true",
                        "spark.network.crypto.enabled=true",
                        "spark.network.crypto.saslFallback=false");
    }

    @Test
    void missing_ofAClosedChannel_isNothing() {
        SparkConf conf = conf(
                "spark.authenticate", "true",
                "spark.network.crypto.enabled", "true",
                "spark.network.crypto.saslFallback", "false");
        assertThat(RpcChannel.missing(security(conf), conf)).isEmpty();
        assertThat(RpcChannel.acceptsAnyPeer(security(conf))).isFalse();
    }
}
