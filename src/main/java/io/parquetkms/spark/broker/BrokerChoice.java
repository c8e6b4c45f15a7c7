package io.parquetkms.spark.broker;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.SparkOptions.Broker;
import java.util.List;

/**
 * How executors of an application get keys, and why so.
 *
 * @param reason one sentence for people
 * @param remedy settings that would let the driver send keys; empty where none would, or none is needed
 */
public record BrokerChoice(Mode mode, String reason, List<String> remedy) {

    /** How. */
    public enum Mode {
        /** Driver and tasks are one process, which has one keyring. */
        LOCAL,
        /** The driver sends keys. */
        KEYS,
        /** The driver sends wrapped keys. */
        WRAPPED,
        /** Each executor asks the KMS. */
        OFF
    }

    /**
     * Chooses.
     *
     * @param wanted by the configuration
     * @throws InvalidConfigurationException where keys are to be sent over a channel that is open to others
     */
    public static BrokerChoice of(Broker wanted, RpcChannel channel) {
        return switch (wanted) {
            case OFF -> new BrokerChoice(Mode.OFF, KmsProperties.SPARK_BROKER + "=off", List.of());
            case WRAPPED ->
                channel.local()
                        ? local()
                        : new BrokerChoice(Mode.WRAPPED, KmsProperties.SPARK_BROKER + "=wrapped", List.of());
            case KEYS -> keys(channel);
            case AUTO -> automatic(channel);
        };
    }

    private static BrokerChoice keys(RpcChannel channel) {
        BrokerChoice best = automatic(channel);
        if (best.mode() == Mode.WRAPPED) {
            throw new InvalidConfigurationException(KmsProperties.SPARK_BROKER
                    + "=keys would send keys where others may"
                    + " read or ask for them: " + best.reason() + ". "
                    + (best.remedy().isEmpty() ? "Set it" : "Set " + String.join(", ", best.remedy()) + "; or set it")
                    + " to wrapped or auto");
        }
        return best;
    }

    private static BrokerChoice automatic(RpcChannel channel) {
        if (channel.local()) {
            return local();
        }
        if (channel.shared()) {
            return new BrokerChoice(Mode.WRAPPED, "several users share this application", List.of());
        }
        return channel.missing().isEmpty()
                ? new BrokerChoice(Mode.KEYS, "Spark's RPC channel is authenticated and encrypted", List.of())
                : new BrokerChoice(
                        Mode.WRAPPED, "Spark's RPC channel is not authenticated and encrypted", channel.missing());
    }

    private static BrokerChoice local() {
        return new BrokerChoice(Mode.LOCAL, "driver and tasks are one process", List.of());
    }
}
