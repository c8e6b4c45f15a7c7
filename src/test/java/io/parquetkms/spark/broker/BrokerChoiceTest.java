package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.SparkOptions.Broker;
import io.parquetkms.spark.broker.BrokerChoice.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BrokerChoiceTest {

    private static final List<String> MISSING = List.of("spark.authenticate=true", "spark.network.crypto.enabled=true");

    private static BrokerChoice of(Broker wanted, boolean local, boolean shared, boolean closed) {
        return BrokerChoice.of(wanted, new RpcChannel(local, shared, true, closed ? List.of() : MISSING));
    }

    private static String refusal(boolean shared, List<String> missing) {
        InvalidConfigurationException[] refusal = new InvalidConfigurationException[1];
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> BrokerChoice.of(Broker.KEYS, new RpcChannel(false, shared, true, missing)))
                .satisfies(e -> refusal[0] = e);
        return String.valueOf(refusal[0].getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO,    true,  false, true,  LOCAL",
        "AUTO,    true,  false, false, LOCAL",
        "AUTO,    true,  true,  true,  LOCAL",
        "AUTO,    true,  true,  false, LOCAL",
        "AUTO,    false, false, true,  KEYS",
        "AUTO,    false, false, false, WRAPPED",
        "AUTO,    false, true,  true,  WRAPPED",
        "AUTO,    false, true,  false, WRAPPED",
        "KEYS,    true,  false, true,  LOCAL",
        "KEYS,    true,  false, false, LOCAL",
        "KEYS,    true,  true,  true,  LOCAL",
        "KEYS,    true,  true,  false, LOCAL",
        "KEYS,    false, false, true,  KEYS",
        "WRAPPED, true,  false, true,  LOCAL",
        "WRAPPED, true,  false, false, LOCAL",
        "WRAPPED, true,  true,  true,  LOCAL",
        "WRAPPED, true,  true,  false, LOCAL",
        "WRAPPED, false, false, true,  WRAPPED",
        "WRAPPED, false, false, false, WRAPPED",
        "WRAPPED, false, true,  true,  WRAPPED",
        "WRAPPED, false, true,  false, WRAPPED",
        "OFF,     true,  false, true,  OFF",
        "OFF,     true,  false, false, OFF",
        "OFF,     true,  true,  true,  OFF",
        "OFF,     true,  true,  false, OFF",
        "OFF,     false, false, true,  OFF",
        "OFF,     false, false, false, OFF",
        "OFF,     false, true,  true,  OFF",
        "OFF,     false, true,  false, OFF",
    })
    void of_eachChannel_isTheMode(Broker wanted, boolean local, boolean shared, boolean closed, Mode mode) {
        BrokerChoice brokerChoice = of(wanted, local, shared, closed);
        assertThat(brokerChoice.mode()).isEqualTo(mode);
        assertThat(brokerChoice.reason()).isNotBlank();
    }

    @Test
    void of_keysOnOpenChannel_isRefusedNamingWhatIsMissing() {
        assertThat(refusal(false, MISSING))
                .startsWith("parquet.kms.spark.broker=keys ")
                .contains("not authenticated and encrypted")
                .contains(
                        "Set spark.authenticate=true, spark.network.crypto.enabled=true; or set it to wrapped or auto");
    }

    @Test
    void of_keysOnHalfOpenChannel_isRefusedNamingTheRest() {
        assertThat(refusal(false, List.of("spark.network.crypto.saslFallback=false")))
                .contains("Set spark.network.crypto.saslFallback=false; or")
                .doesNotContain("spark.authenticate");
    }

    @Test
    void of_keysInSharedApplication_isRefusedWithoutSuchAWay() {
        for (List<String> missing : List.of(List.<String>of(), MISSING)) {
            assertThat(refusal(true, missing))
                    .startsWith("parquet.kms.spark.broker=keys ")
                    .contains("several users share this application. Set it to wrapped or auto")
                    .doesNotContain("spark.authenticate");
        }
    }

    @Test
    void of_autoOnOpenChannel_saysWhatWouldMendIt() {
        assertThat(of(Broker.AUTO, false, false, false).remedy()).isEqualTo(MISSING);
        assertThat(of(Broker.AUTO, false, false, true).remedy()).isEmpty();
    }

    /** A standalone cluster's. */
    @Test
    void of_autoWithAnothersSecret_isWrapped() {
        BrokerChoice brokerChoice = BrokerChoice.of(Broker.AUTO, new RpcChannel(false, false, false, List.of()));
        assertThat(brokerChoice.mode()).isEqualTo(Mode.WRAPPED);
        assertThat(brokerChoice.reason()).contains("not this application's alone");
        assertThat(brokerChoice.remedy()).isEmpty();
    }

    /** Closing the channel would not make it {@code keys}. */
    @Test
    void of_autoWithAnothersSecretOnAnOpenChannel_isWrappedWithoutRemedy() {
        BrokerChoice brokerChoice = BrokerChoice.of(Broker.AUTO, new RpcChannel(false, false, false, MISSING));
        assertThat(brokerChoice.mode()).isEqualTo(Mode.WRAPPED);
        assertThat(brokerChoice.reason()).contains("not authenticated and encrypted");
        assertThat(brokerChoice.remedy()).isEmpty();
    }

    @Test
    void of_keysWithAnothersSecret_isKeysAndSaysWhoElseCouldAsk() {
        BrokerChoice brokerChoice = BrokerChoice.of(Broker.KEYS, new RpcChannel(false, false, false, List.of()));
        assertThat(brokerChoice.mode()).isEqualTo(Mode.KEYS);
        assertThat(brokerChoice.others()).contains("Master, Workers, and all applications");
        assertThat(of(Broker.KEYS, false, false, true).others()).isEmpty();
    }

    @Test
    void of_keysWithAnothersSecretOnAnOpenChannel_isRefused() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> BrokerChoice.of(Broker.KEYS, new RpcChannel(false, false, false, MISSING)))
                .withMessageContaining("Set spark.authenticate=true");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> BrokerChoice.of(Broker.KEYS, new RpcChannel(false, true, false, List.of())))
                .withMessageContaining("several users");
    }

    @Test
    void of_autoInSharedApplication_nothingMendsIt() {
        BrokerChoice brokerChoice = of(Broker.AUTO, false, true, false);
        assertThat(brokerChoice.remedy()).isEmpty();
        assertThat(brokerChoice.reason()).contains("several users");
    }

    @ParameterizedTest
    @EnumSource(names = {"WRAPPED", "OFF"})
    void of_chosen_reasonIsTheSetting(Broker wanted) {
        BrokerChoice brokerChoice = of(wanted, false, false, false);
        assertThat(brokerChoice.reason()).isEqualToIgnoringCase("parquet.kms.spark.broker=" + wanted);
        assertThat(brokerChoice.remedy()).isEmpty();
    }

    @Test
    void channel_missing_isItsOwnCopy() {
        List<String> missing = new ArrayList<>(MISSING);
        RpcChannel channel = new RpcChannel(false, false, true, missing);
        missing.clear();
        assertThat(channel.missing()).isEqualTo(MISSING);
    }
}
