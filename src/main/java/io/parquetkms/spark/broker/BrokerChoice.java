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
 * @param others who else could ask the driver for its keys, one sentence; empty where nobody could
 */
public record BrokerChoice(Mode mode, String reason, List<String> remedy, String others) {

    private static final String OPEN = "Spark's RPC channel is not authenticated and encrypted";

    private static final String SHARED_SECRET =
            "the secret of Spark's RPC is not this application's alone: a standalone cluster and all its applications share one";

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
            case OFF -> chosen(Mode.OFF, "off");
            case WRAPPED -> channel.local() ? local() : chosen(Mode.WRAPPED, "wrapped");
            case KEYS -> keys(channel);
            case AUTO -> automatic(channel);
        };
    }

    private static BrokerChoice chosen(Mode mode, String setting) {
        return new BrokerChoice(mode, KmsProperties.SPARK_BROKER + "=" + setting, List.of(), "");
    }

    /** Who sets it may do so with a secret that others have, too, where there is no other; but not without one. */
    private static BrokerChoice keys(RpcChannel channel) {
        BrokerChoice best = automatic(new RpcChannel(channel.local(), channel.shared(), true, channel.missing()));
        if (best.mode() == Mode.KEYS && !channel.ownSecret()) {
            return new BrokerChoice(
                    Mode.KEYS,
                    KmsProperties.SPARK_BROKER + "=keys",
                    List.of(),
                    "Every process that has the secret of Spark's RPC (on a standalone cluster: Master, Workers, and all"
                            + " applications) and reaches the driver's port can get this application's keys");
        }
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
            return wrapped("several users share this application", List.of());
        }
        if (!channel.ownSecret()) {
            return wrapped(channel.missing().isEmpty() ? SHARED_SECRET : OPEN, List.of());
        }
        return channel.missing().isEmpty()
                ? new BrokerChoice(Mode.KEYS, "Spark's RPC channel is authenticated and encrypted", List.of(), "")
                : wrapped(OPEN, channel.missing());
    }

    private static BrokerChoice wrapped(String reason, List<String> remedy) {
        return new BrokerChoice(Mode.WRAPPED, reason, remedy, "");
    }

    private static BrokerChoice local() {
        return new BrokerChoice(Mode.LOCAL, "driver and tasks are one process", List.of(), "");
    }
}
