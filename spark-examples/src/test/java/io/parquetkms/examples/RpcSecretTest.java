package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PrivilegedAction;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.package$;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Option;

/** On which masters Spark makes a secret for each application, whatever is set: there alone the driver sends keys by itself. */
final class RpcSecretTest {

    @ParameterizedTest
    @CsvSource({"yarn, true", "k8s://https://kubernetes, true", "spark://master:7077, false"})
    void secretSetByHand_isUsedOnlyWhereSparkMakesNone(String master, boolean made) {
        PrivilegedAction<String> start = () -> {
            SparkConf conf = new SparkConf(false)
                    .set("spark.master", master)
                    .set("spark.authenticate", "true")
                    .set("spark.authenticate.secret", "by-hand");
            SecurityManager security = new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
            security.initializeAuth();
            return security.getSecretKey();
        };
        String secret = UserGroupInformation.createRemoteUser("someone").doAs(start);

        assertThat(!secret.equals("by-hand")).isEqualTo(made);
    }
}
