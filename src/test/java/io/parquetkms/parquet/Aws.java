package io.parquetkms.parquet;

import io.parquetkms.testkms.TestKms;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/** Configurations of users of AWS KMS whose endpoint is the tests' server. */
public final class Aws {

    private Aws() {}

    /** Our factory, with credentials from the system properties that {@link #signIn} set, and time for a busy machine. */
    public static Configuration configuration(URI endpoint) {
        Configuration configuration = new Configuration(false);
        configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
        configuration.set("parquet.kms.aws.endpoint", endpoint.toString());
        configuration.set("parquet.kms.aws.region", TestKms.REGION);
        configuration.set("parquet.kms.aws.max.attempts", "2");
        configuration.set("parquet.kms.aws.attempt.timeout", "5m");
        configuration.set("parquet.kms.aws.call.timeout", "10m");
        return configuration;
    }

    /** The SDK's default chain looks at system properties first. */
    public static void signIn() {
        signIn(TestKms.ACCESS_KEY_ID, TestKms.SECRET_ACCESS_KEY);
    }

    public static void signIn(String accessKeyId, String secretAccessKey) {
        System.setProperty("aws.accessKeyId", accessKeyId);
        System.setProperty("aws.secretAccessKey", secretAccessKey);
    }

    public static void signOut() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }
}
