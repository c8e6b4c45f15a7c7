package io.parquetkms.config;

import java.time.Duration;

/**
 * What the Spark plugin does.
 *
 * @param broker how executors get keys
 * @param brokerTimeout how long an executor waits for a sign of life from the driver
 * @param preflight what is checked when the application starts
 */
public record SparkOptions(Broker broker, Duration brokerTimeout, Preflight preflight) {

    /** How executors get keys. */
    public enum Broker {
        /** {@link #KEYS} where the channel allows it, else {@link #WRAPPED}. */
        AUTO,
        /** The driver sends them. */
        KEYS,
        /** The driver sends wrapped ones. */
        WRAPPED,
        /** Each executor asks the KMS. */
        OFF
    }

    /** What is checked when the application starts. */
    public enum Preflight {
        /** The settings, without a call. */
        CONFIG,
        /** Each named key, too. */
        KMS,
        OFF
    }

    static SparkOptions read(Values values) {
        return new SparkOptions(
                values.oneOf(KmsProperties.SPARK_BROKER, Broker.class),
                values.duration(KmsProperties.SPARK_BROKER_TIMEOUT, Duration.ofMillis(100)),
                values.oneOf(KmsProperties.SPARK_PREFLIGHT, Preflight.class));
    }
}
