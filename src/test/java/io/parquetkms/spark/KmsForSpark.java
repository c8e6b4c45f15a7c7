package io.parquetkms.spark;

import io.parquetkms.config.TestSettings;
import io.parquetkms.testkms.TestKms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The tests' KMS, and settings that lead there. The SDK sees the default caller, and nothing of this machine's. */
public final class KmsForSpark implements AutoCloseable {

    private final TestKms kms = TestKms.start();
    private final Map<String, Optional<String>> before = new HashMap<>();

    public KmsForSpark() {
        set("aws.accessKeyId", TestKms.ACCESS_KEY_ID);
        set("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
        set("aws.sharedCredentialsFile", "no-such-credentials");
        set("aws.configFile", "no-such-config");
        set("aws.disableEc2Metadata", "true");
    }

    private void set(String name, String value) {
        before.put(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
    }

    public TestKms kms() {
        return kms;
    }

    /** Settings for the server, with one attempt and time for a busy machine; what is given here comes last. */
    public Configuration configuration(String... namesAndValues) {
        List<String> all = new ArrayList<>(List.of(
                "parquet.kms.aws.endpoint",
                kms.endpoint().toString(),
                "parquet.kms.aws.region",
                TestKms.REGION,
                "parquet.kms.aws.max.attempts",
                "1",
                "parquet.kms.aws.attempt.timeout",
                "5m",
                "parquet.kms.aws.call.timeout",
                "10m"));
        all.addAll(List.of(namesAndValues));
        return TestSettings.configuration(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(text -> System.setProperty(name, text), () -> System.clearProperty(name)));
        kms.close();
    }
}
