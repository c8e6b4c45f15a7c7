package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.MasterKeyServices;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** What the library does before a JVM's first data key, one by one, by the API that its own crypto factory uses. */
final class Pieces {

    private static final int BITS = 128;

    private Pieces() {}

    static void of(Configuration configuration) throws Exception {
        Measurement.of("settings", () -> Settings.of(configuration)).print();
        Settings settings = Settings.of(configuration);
        EncryptionContext context = new EncryptionContext(new TreeMap<>());
        try (Kms kms = MasterKeyServices.open(settings.provider())) {
            Measurement.of("first KMS call, with client", () -> kms.generateDataKey("alias/footer", BITS, context))
                    .print();
            Measurement.of("second KMS call", () -> kms.generateDataKey("alias/trade", BITS, context))
                    .print();
        }
    }
}
