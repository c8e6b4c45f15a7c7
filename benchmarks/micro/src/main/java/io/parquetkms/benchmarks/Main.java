package io.parquetkms.benchmarks;

import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JMH's command line, with a KMS beside it, for which no measured JVM pays. */
public final class Main {

    /** Their aliases. */
    static final String[] KEYS = {"footer", "name", "balance"};

    private Main() {}

    public static void main(String[] args) throws IOException {
        try (TestKms kms = TestKms.start()) {
            for (String key : KEYS) {
                kms.alias("alias/" + key, kms.createKey());
            }
            Map<String, String> properties = Map.of(
                    "aws.endpointUrlKms", kms.endpoint().toString(),
                    "aws.region", TestKms.REGION,
                    "aws.accessKeyId", TestKms.ACCESS_KEY_ID,
                    "aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
            properties.forEach(System::setProperty); // for -f 0, which forks no JVM
            String options = properties.entrySet().stream()
                    .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                    .collect(Collectors.joining(" "));
            org.openjdk.jmh.Main.main(Stream.concat(Stream.of("-jvmArgsPrepend", options), Stream.of(args))
                    .toArray(String[]::new));
        }
    }
}
