package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same quickstart on AWS KMS: other properties, nothing else. */
final class QuickstartOnKmsTest {

    private static final String ANALYST = "arn:aws:iam::" + TestKms.ACCOUNT + ":role/analyst";

    private TestKms kms;
    private String footer;
    private String pii;
    private String finance;

    @BeforeEach
    void start() {
        kms = TestKms.start();
        footer = kms.createKey();
        pii = kms.createKey();
        finance = kms.createKey();
        kms.role(ANALYST).permissions().deny(Operation.DECRYPT, pii);
    }

    @AfterEach
    void stop() {
        kms.close();
    }

    private SparkSubmit.Result quickstart(SparkSubmit submit) throws Exception {
        Map<String, String> settings = Map.of(
                "key.footer",
                footer,
                "key.pii",
                pii,
                "key.finance",
                finance,
                "aws.endpoint",
                kms.endpoint().toString(),
                "aws.sts.endpoint",
                kms.endpoint().toString(),
                "aws.attempt.timeout",
                "5m",
                "aws.call.timeout",
                "10m");
        List<String> arguments = new ArrayList<>(List.of("--role-without-pii", "assume-role:" + ANALYST));
        arguments.addAll(List.of(
                "--scale",
                "0.001",
                "--output",
                submit.directory().resolve("files").toString()));
        settings.forEach(
                (name, value) -> arguments.addAll(List.of("--conf", "spark.hadoop.parquet.kms." + name + "=" + value)));
        SparkSubmit.Result result = submit.withEnvironment(Map.of(
                        "AWS_ACCESS_KEY_ID", TestKms.ACCESS_KEY_ID,
                        "AWS_SECRET_ACCESS_KEY", TestKms.SECRET_ACCESS_KEY,
                        "AWS_EC2_METADATA_DISABLED", "true"))
                .run(Quickstart.class, arguments);
        assertThat(result.status()).as(result.toString()).isZero();
        return result;
    }

    private List<RecordedRequest> requests(Predicate<RecordedRequest> which) {
        return kms.log().stream().filter(which).toList();
    }

    private static Predicate<RecordedRequest> of(Operation operation, String outcome) {
        return request -> request.operation() == operation && request.outcome().equals(outcome);
    }

    @Test
    void oneCallForEachKey_andARoleWithoutPiiIsDenied() throws Exception {
        SparkSubmit.Result result = quickstart(SparkSubmit.in("quickstart-kms"));

        List<RecordedRequest> generated = requests(of(Operation.GENERATE_DATA_KEY, RecordedRequest.OK));
        List<RecordedRequest> decrypted = requests(of(Operation.DECRYPT, RecordedRequest.OK)
                .and(request -> TestKms.ACCESS_KEY_ID.equals(request.accessKeyId())));
        assertThat(generated).extracting(RecordedRequest::keyArn).containsExactlyInAnyOrder(footer, pii, finance);
        assertThat(decrypted).extracting(RecordedRequest::keyArn).containsExactlyInAnyOrder(footer, pii, finance);
        assertThat(generated)
                .allMatch(request -> request.sequence() < decrypted.get(0).sequence());

        assertThat(kms.calls(Operation.ASSUME_ROLE)).isEqualTo(1);
        List<RecordedRequest> analyst = requests(request ->
                request.operation() == Operation.DECRYPT && !TestKms.ACCESS_KEY_ID.equals(request.accessKeyId()));
        assertThat(analyst)
                .extracting(RecordedRequest::keyArn, RecordedRequest::succeeded)
                .containsExactlyInAnyOrder(tuple(footer, true), tuple(finance, true), tuple(pii, false));
        assertThat(kms.totalCalls()).isEqualTo(9);

        assertThat(result.err()).isEmpty();
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("KeyAccessDeniedException")
                .contains("encrypted/customer/part-0")
                .contains(pii + ": access denied")
                .contains("Grant kms:Decrypt");
        assertThat(new QuickstartOutput(result).numbers("this job, measured: parquet-kms"))
                .isEqualTo(new QuickstartOutput.Numbers(3, 3));
    }

    /** A cluster's own SDK, found first, must not replace the bundle's. */
    @Tag("full")
    @Test
    void olderSdkOnTheClassPath_isLeftAlone() throws Exception {
        String older = System.getProperty("older.aws.sdk.version");
        List<Path> olderSdk = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> Files.isRegularFile(jar) && jar.toString().endsWith("-" + older + ".jar"))
                .toList();
        assertThat(olderSdk)
                .extracting(jar -> jar.getFileName().toString())
                .contains("kms-" + older + ".jar", "sts-" + older + ".jar", "sdk-core-" + older + ".jar");

        quickstart(SparkSubmit.in("quickstart-older-sdk").withClassPath(olderSdk));

        assertThat(kms.log())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.userAgent())
                        .contains("aws-sdk-java/2.")
                        .doesNotContain(older));
    }
}
