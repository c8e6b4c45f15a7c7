package io.parquetkms.benchmarks.jobs.kms;

import io.parquetkms.examples.SparkSubmit;
import java.io.File;
import java.util.Map;

/** A Spark with parquet-java's own key tools, and what a team adds to them: {@link Base64KmsClient} and the AWS SDK. */
public final class StockKeyTools {

    private StockKeyTools() {}

    /** Takes this library out and puts them in; the client is in a jar that the caller adds. The system property {@code stock.jars} says where the SDK is. */
    public static SparkSubmit equip(SparkSubmit spark) {
        spark.withoutBundle();
        for (String jar : System.getProperty("stock.jars").split(File.pathSeparator)) {
            spark.withJar(jar);
        }
        return spark.withSettings(Map.of(
                "spark.hadoop.parquet.crypto.factory.class",
                "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory",
                "spark.hadoop.parquet.encryption.kms.client.class",
                Base64KmsClient.class.getName()));
    }
}
