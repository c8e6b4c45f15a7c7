package io.parquetkms.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Policy;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.broker.BrokerChoice;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What an executor knows from the driver: it needs no right to read the policy's file. */
final class DriverMessageTest {

    private static final Policy POLICY = Policy.parse("s3a://conf/lake.json", """
            { "version": 1, "keys": { "tenant": "alias/tenant-{tenant}" }, "places": [
              { "path": "s3://lake/orders", "key": "tenant", "encryptionContext": { "table": "orders" } } ] }
            """);

    @Test
    void policy_isThatOfTheDriver_andHoldsOnTheExecutor() {
        Map<String, String> startedWith = Map.of("parquet.kms.policy", POLICY.location());
        Map<String, String> message = DriverMessage.of(BrokerChoice.Mode.KEYS, startedWith, POLICY);
        Policy handed = Objects.requireNonNull(DriverMessage.policy(message));
        assertThat(handed.hash()).isEqualTo(POLICY.hash());
        assertThat(handed.location()).isEqualTo("s3a://conf/lake.json");
        try (KmsRuntime executor = KmsRuntime.pinned(DriverMessage.pinned(message), handed)) {
            KeyAccess access = executor.access(TestSettings.configuration());
            PlaceRules place =
                    access.rules().of(new Configuration(false), new Path("s3a://lake/orders/tenant=acme/part-0"));
            assertThat(Objects.requireNonNull(place.options()).footerKey()).isEqualTo("alias/tenant-acme");
            assertThat(place.required()).isTrue();
            assertThat(access.encryptionContext(place).pairs()).isEqualTo(Map.of("table", "orders"));
        }
    }

    @Test
    void policy_none_isNone() {
        assertThat(DriverMessage.policy(DriverMessage.of(BrokerChoice.Mode.OFF, Map.of(), null)))
                .isNull();
    }
}
