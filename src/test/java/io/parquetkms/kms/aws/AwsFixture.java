package io.parquetkms.kms.aws;

import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tests' KMS, and services that reach it. The SDK sees the default caller in the system properties, and none of this
 * machine's profiles or instance metadata.
 */
final class AwsFixture implements AutoCloseable {

    private final TestKms kms = TestKms.start();
    private final SystemProperties properties = new SystemProperties()
            .set("aws.accessKeyId", TestKms.ACCESS_KEY_ID)
            .set("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY)
            .set("aws.sharedCredentialsFile", "no-such-credentials")
            .set("aws.configFile", "no-such-config")
            .set("aws.disableEc2Metadata", "true")
            .set("aws.ec2MetadataServiceTimeout", "300")
            .clear("aws.sessionToken")
            .clear("aws.region")
            .clear("aws.webIdentityTokenFile")
            .clear("aws.roleArn");

    TestKms kms() {
        return kms;
    }

    /** The system properties, put back when the fixture is closed. */
    SystemProperties properties() {
        return properties;
    }

    /** Options for the server, with two attempts and time for a busy machine; what is given here comes last. */
    AwsOptions options(String... namesAndValues) {
        Stream<String> own = Stream.of(
                "parquet.kms.aws.endpoint",
                kms.endpoint().toString(),
                "parquet.kms.aws.sts.endpoint",
                kms.endpoint().toString(),
                "parquet.kms.aws.region",
                TestKms.REGION,
                "parquet.kms.aws.max.attempts",
                "2",
                "parquet.kms.aws.attempt.timeout",
                "5m",
                "parquet.kms.aws.call.timeout",
                "10m");
        return AwsOptions.read(TestSettings.values(
                Stream.concat(own, Stream.of(namesAndValues)).toArray(String[]::new)));
    }

    KmsByName open(String... namesAndValues) {
        return new KmsByName(new AwsKms(options(namesAndValues)));
    }

    RecordedRequest last() {
        List<RecordedRequest> log = kms.log();
        return log.get(log.size() - 1);
    }

    @Override
    public void close() {
        properties.close();
        kms.close();
    }
}
