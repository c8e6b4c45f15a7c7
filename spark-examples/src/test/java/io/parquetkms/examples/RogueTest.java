package io.parquetkms.examples;

import static io.parquetkms.examples.RogueRequest.toRead;
import static io.parquetkms.examples.RogueRequest.toReadByName;
import static io.parquetkms.examples.RogueRequest.toWrite;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.spark.report.Denial;
import io.parquetkms.spark.report.ProcessReport;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

/** What another process with the cluster's secret gets out of a driver at work; afterwards the job goes on as if nothing were. */
@OnCluster(rpc = RpcSecurity.CRYPTO)
@Tag("full")
final class RogueTest {

    private static final String MADE_UP = "file:/made/up";

    /** What one message may cause, and how many keys to write with may be made at once: as docs/spark.md says. */
    private static final long FETCHES_PER_MESSAGE = 64;

    private static final long KEKS_TO_WRITE_AT_ONCE = 60;

    private ClusterBench bench;
    private SparkCluster cluster;
    private String pii;
    private String finance;

    @BeforeEach
    void start(SparkCluster cluster, TestInfo test) throws IOException {
        this.cluster = cluster;
        bench = new ClusterBench(cluster, test);
        pii = bench.kms().settings().get("spark.hadoop.parquet.kms.key.pii");
        finance = bench.kms().settings().get("spark.hadoop.parquet.kms.key.finance");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private interface Attack {
        void by(Rogue rogue) throws Exception;
    }

    /** A job writes, is attacked, writes again and reads all of it. */
    private SparkSubmit.Result attacked(SparkSubmit application, Attack attack) throws Exception {
        SparkSubmit.Running job = bench.start(
                application.withSettings(Map.of("spark.ui.enabled", "true", "spark.ui.port", "0")),
                ClusterSteps.class,
                bench.write("before"),
                "invite:",
                bench.write("after"),
                bench.read("before"),
                bench.read("after"),
                "show:" + bench.directory("ui"));
        letWrite();
        Gate.Arrival driver = bench.arrival();
        assertThat(driver.executor()).isEqualTo("driver");
        bench.kms().takeCalls();
        try (Rogue rogue = Rogue.of(cluster, driver.name())) {
            attack.by(rogue);
        }
        driver.goOn();
        letWrite();
        SparkSubmit.Result result = bench.finish(job);
        bench.assertWritten("before");
        bench.assertWritten("after");
        return result;
    }

    private void letWrite() throws Exception {
        for (int i = 0; i < cluster.executors(); i++) {
            bench.arrival().goOn();
        }
    }

    @Test
    void auto_givesWrappedKeysOnly() throws Exception {
        SparkSubmit.Result result = attacked(bench.gatedApplication(KeySharing.AUTO), rogue -> {
            RogueAnswer toWrite = rogue.askUntilAnswered(toWrite(pii));
            assertThat(toWrite.kind()).as(toWrite.text()).isEqualTo(RogueAnswer.GRANTED);
            assertThat(toWrite.ciphertext()).isNotEmpty();
            assertThat(toWrite.keyBytes()).isZero();

            RogueAnswer toRead = rogue.askUntilAnswered(toRead(pii, toWrite.ciphertext()));
            assertThat(toRead.keyBytes()).isZero();
        });

        assertThat(result.err()).doesNotContain("Every process that has the secret of Spark's RPC");
    }

    @Test
    void keys_configuredOnesOnly_andTheDriverSurvives() throws Exception {
        Path events = Files.createDirectories(bench.directory("events"));
        SparkSubmit application = bench.gatedApplication(KeySharing.KEYS)
                .withSettings(Map.of(
                        "spark.hadoop.parquet.kms.aws.region", TestKms.REGION,
                        "spark.hadoop.parquet.kms.key.moved", "alias/address",
                        "spark.hadoop.parquet.kms.kek.max.deks", "1000",
                        "spark.eventLog.enabled", "true",
                        "spark.eventLog.compress", "false",
                        "spark.eventLog.rolling.enabled", "false",
                        "spark.eventLog.dir", events.toUri().toString()));

        SparkSubmit.Result result = attacked(application, rogue -> {
            String ciphertext = getWhatExecutorsGet(rogue);
            askForAKeyThatIsNotConfigured(rogue);
            passAnotherKeysCiphertextForAConfiguredOnes(rogue);
            askWithAnotherContext(rogue, ciphertext);
            askForMoreThanAJobNeeds(rogue);
            forgeReports(rogue);
            sendWhatIsNoMessage(rogue);
            getWhatExecutorsGet(rogue);
        });

        assertThat(result.err())
                .contains("WARN DriverPart: Every process that has the secret of Spark's RPC")
                .contains("A report on keys was dropped");
        assertNothingMadeUp(events);
        assertNothingMadeUp(bench.directory("ui"));
    }

    /** Nothing tells it from an executor, which is what the log warns of. Without this the rest would prove nothing. */
    private String getWhatExecutorsGet(Rogue rogue) {
        RogueAnswer toWrite = rogue.askUntilAnswered(toWrite(pii));
        assertThat(toWrite.keyBytes()).as(toWrite.text()).isEqualTo(16);
        RogueAnswer toRead = rogue.askUntilAnswered(toRead(pii, toWrite.ciphertext()));
        assertThat(toRead.keyBytes()).as(toRead.text()).isEqualTo(16);
        return toWrite.ciphertext();
    }

    private void askForAKeyThatIsNotConfigured(Rogue rogue) {
        String other = bench.kms().server().createKey();
        String ciphertext = wrappedUnder(other);
        bench.kms().takeCalls();

        for (RogueRequest request : List.of(
                toWrite(other), toRead(other, ciphertext), toReadByName(other, ciphertext), toWrite("alias/footer"))) {
            RogueAnswer answer = rogue.askUntilAnswered(request);
            assertThat(answer.kind()).as(request + " " + answer.text()).isEqualTo(RogueAnswer.DIRECT);
            assertThat(answer.text()).contains(request.keyId());
        }
        // where the one configured alias leads
        assertThat(bench.kms().takeCalls()).isEqualTo(Map.of("driver DescribeKey", 1L));
    }

    private void passAnotherKeysCiphertextForAConfiguredOnes(Rogue rogue) {
        String ciphertext = wrappedUnder(bench.kms().server().createKey());

        for (RogueRequest request : List.of(
                toRead(pii, ciphertext),
                toReadByName(pii, ciphertext),
                toRead("pii", ciphertext),
                toReadByName("pii", ciphertext),
                toRead("moved", ciphertext),
                toRead("alias/address", ciphertext),
                toReadByName("alias/address", ciphertext))) {
            RogueAnswer answer = rogue.askUntilAnswered(request);
            assertThat(answer.kind()).as(request + " " + answer.text()).isNotEqualTo(RogueAnswer.GRANTED);
        }
    }

    private void askWithAnotherContext(Rogue rogue, String ciphertext) {
        bench.kms().takeCalls();
        RogueRequest[] toWrite = IntStream.range(0, 1_000)
                .mapToObj(i -> toWrite(pii).with(Map.of("n", String.valueOf(i))))
                .toArray(RogueRequest[]::new);

        assertThat(rogue.ask(toWrite)).hasSize(1_000).allMatch(answer -> answer.kind() == RogueAnswer.DIRECT);
        assertThat(rogue.ask(toRead(pii, ciphertext).with(Map.of("n", "0")))
                        .get(0)
                        .kind())
                .isEqualTo(RogueAnswer.DIRECT);
        bench.assertCalls(Map.of());
    }

    private void askForMoreThanAJobNeeds(Rogue rogue) {
        RogueRequest[] madeUpFiles = IntStream.range(0, 1_000)
                .mapToObj(i -> toRead(
                        pii, Base64.getEncoder().encodeToString(("made up " + i).getBytes(StandardCharsets.UTF_8))))
                .toArray(RogueRequest[]::new);
        assertThat(rogue.ask(madeUpFiles)).allMatch(answer -> answer.kind() == RogueAnswer.PENDING);
        assertThat(rogue.askUntilAnswered(madeUpFiles[0]).kind()).isEqualTo(RogueAnswer.FAILED);
        assertThat(bench.kms().takeCalls().values())
                .singleElement()
                .satisfies(calls -> assertThat(calls).isBetween(1L, 2 * FETCHES_PER_MESSAGE));

        RogueRequest[] toWrite = Collections.nCopies(1_000, toWrite(finance)).toArray(RogueRequest[]::new);
        Instant begin = Instant.now();
        for (int i = 0; i < 200; i++) {
            rogue.ask(toWrite);
        }
        assertThat(rogue.askUntilAnswered(toWrite(finance)).kind()).isEqualTo(RogueAnswer.GRANTED);
        long oneASecond = Duration.between(begin, Instant.now()).toSeconds() + 1;
        assertThat(bench.kms().callsByKey().get("finance")).isBetween(1L, KEKS_TO_WRITE_AT_ONCE + oneASecond);
    }

    private static void forgeReports(Rogue rogue) {
        for (String executor : List.of("driver", "77", "", "made-up-executor")) {
            assertThat(rogue.send(report(executor))).isNull();
            rogue.tell(report(executor));
        }
    }

    private static byte[] report(String executor) {
        String key = "arn:aws:kms:us-east-1:111122223333:key/made-up";
        return new ProcessReport(
                        executor,
                        "made-up-host",
                        "made-up",
                        Instant.EPOCH,
                        Statistics.Snapshot.NONE,
                        List.of(),
                        Map.of(
                                new KeyUses.Use(MADE_UP, key, KmsOperation.DECRYPT),
                                new KeyUses.Count(1_000, Set.of("made-up-request"), Set.of())),
                        Map.of(
                                new WrittenColumns.Part(MADE_UP, "made-up", "made-up"),
                                new ColumnNames(List.of("made-up"), 0)),
                        Map.of(new PlaintextFiles.Kind(MADE_UP, "made-up"), 1_000L),
                        List.of(new Denial(Instant.EPOCH, "Decrypt", key, "made up")))
                .toMessage();
    }

    private static void sendWhatIsNoMessage(Rogue rogue) {
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 2, 5, 100, 10_000, 10 << 20}) {
            for (int kind = 0; kind < 4; kind++) {
                byte[] garbage = new byte[size];
                random.nextBytes(garbage);
                if (size > 0) {
                    garbage[0] = (byte) kind;
                }
                assertThatException().isThrownBy(() -> rogue.send(garbage));
            }
        }
        byte[] anEndlessList = {1, 127, -1, -1, -1};
        byte[] aNegativeList = {1, -1, -1, -1, -1};
        byte[] tooBigAReport = new byte[(16 << 20) + 1];
        tooBigAReport[0] = 2;
        for (Object message : new Object[] {anEndlessList, aNegativeList, tooBigAReport, "a text", List.of(), null}) {
            assertThatException().isThrownBy(() -> rogue.send(message));
            rogue.tell(message);
        }
    }

    private static void assertNothingMadeUp(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(MADE_UP, "made-up"));
        }
    }

    private String wrappedUnder(String key) {
        try (KmsClient kms = KmsClient.builder()
                .endpointOverride(bench.kms().server().endpoint())
                .region(Region.of(TestKms.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Signer.DRIVER.accessKeyId(), Signer.DRIVER.secretAccessKey())))
                .build()) {
            SdkBytes ciphertext = kms.generateDataKey(
                            request -> request.keyId(key).keySpec(DataKeySpec.AES_128))
                    .ciphertextBlob();
            return Base64.getEncoder().encodeToString(ciphertext.asByteArray());
        }
    }
}
