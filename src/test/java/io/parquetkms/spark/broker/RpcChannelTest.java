package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose the secret of Spark's RPC is. That Spark does so, and the rest of the channel: see the tests on Spark. */
final class RpcChannelTest {

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
        assertThat(RpcChannel.isSecretOwn(master, "spark.authenticate.secret"::equals))
                .isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "driver.file", "executor.file"})
    void isSecretOwn_fileOnKubernetes_isNot(String file) {
        assertThat(RpcChannel.isSecretOwn("k8s://https://kubernetes", ("spark.authenticate.secret." + file)::equals))
                .isFalse();
    }
}
