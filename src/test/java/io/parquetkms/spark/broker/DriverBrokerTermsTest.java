package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.Requests;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsError;
import io.parquetkms.process.CallerKeys;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.spark.KmsForSpark;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For whoever asks: only keys that the settings at start name, only with their encryption context, and not without end. */
final class DriverBrokerTermsTest {

    private static final EncryptionContext NONE = EncryptionContext.NONE;
    private static final String ALIAS = "alias/pii";

    private final KmsForSpark aws = new KmsForSpark();
    private final KmsRuntime runtime = new KmsRuntime();
    private final TestKms kms = aws.kms();
    private final Queue<Runnable> fetches = new ArrayDeque<>();
    private final String key = kms.createKey();
    private final String other = kms.createKey();
    private long now;

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stop() {
        runtime.close();
        aws.close();
    }

    private DriverBroker broker(String... properties) {
        KeyAccess access = runtime.access(aws.configuration(properties));
        CallerKeys driver = runtime.callerKeys(access);
        DriverBroker.Terms terms = new DriverBroker.Terms(
                access.keys(),
                access.encryptionContexts(),
                true,
                access.settings().keyring().maxDeks());
        return new DriverBroker(driver::keyring, terms, () -> 1, () -> now, fetches::add);
    }

    private DriverBroker ofKey(String... more) {
        List<String> properties = new ArrayList<>(List.of("parquet.kms.key.pii", key));
        properties.addAll(List.of(more));
        return broker(properties.toArray(String[]::new));
    }

    private Answer answerOf(DriverBroker broker, KekRequest request) {
        Answer answer = broker.answer(List.of(Asked.of(request))).get(0);
        for (int i = 0; i < 3 && answer instanceof Answer.Pending; i++) {
            runFetches();
            answer = broker.answer(List.of(Asked.of(request))).get(0);
        }
        return answer;
    }

    private int runFetches() {
        int count = 0;
        for (Runnable fetch = fetches.poll(); fetch != null; fetch = fetches.poll()) {
            fetch.run();
            count++;
        }
        return count;
    }

    private KekRequest.ToRead file(String keyId, EncryptionContext context) {
        try (KmsByName service =
                new KmsByName(runtime.access(aws.configuration()).provider().open())) {
            DataKey made = service.generateDataKey(keyId, 128, context);
            return Requests.toRead(made.wrapped(), context);
        }
    }

    private static void assertDirect(Answer answer, String... why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Direct.class, direct -> assertThat(direct.why()).contains(why));
    }

    // ---- which keys

    @Test
    void answer_keyOfTheSameAccountThatIsNotNamed_isDirectWithoutACall() {
        DriverBroker broker = ofKey();
        KekRequest toRead = file(other, NONE);
        long before = kms.totalCalls();

        assertDirect(answerOf(broker, toRead), other, "spark.hadoop.parquet.kms.trusted.keys");
        assertDirect(answerOf(broker, Requests.toWrite(other, 128, NONE)), other, "parquet.kms.trusted.keys");
        assertThat(kms.totalCalls()).isEqualTo(before);
    }

    @Test
    void answer_keyInTrustedKeys_isGranted() {
        DriverBroker broker = ofKey("parquet.kms.trusted.keys", key + "," + other);

        assertThat(answerOf(broker, file(other, NONE))).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void answer_keyThatAConfiguredAliasLeadsTo_isGranted_andTheKmsIsAskedOnce() {
        kms.alias(ALIAS, key);
        DriverBroker broker = broker("parquet.kms.key.pii", ALIAS);

        assertThat(answerOf(broker, file(key, NONE))).isInstanceOf(Answer.Granted.class);
        assertDirect(answerOf(broker, file(other, NONE)), other);
        assertThat(answerOf(broker, file(key, NONE))).isInstanceOf(Answer.Granted.class);
        assertThat(kms.calls(Operation.DESCRIBE_KEY)).isEqualTo(1);

        now += Duration.ofMinutes(5).toNanos();
        assertDirect(answerOf(broker, file(other, NONE)), other);
        assertThat(kms.calls(Operation.DESCRIBE_KEY)).isEqualTo(2);
    }

    @Test
    void answer_aliasesCantBeLookedUp_isDirect() {
        kms.alias(ALIAS, key);
        kms.caller().permissions().deny(Operation.DESCRIBE_KEY);
        DriverBroker broker = broker("parquet.kms.key.pii", ALIAS);

        for (int i = 0; i < 5; i++) {
            assertDirect(answerOf(broker, file(key, NONE)), key);
        }
        assertThat(kms.calls(Operation.DESCRIBE_KEY)).isEqualTo(1);
    }

    /** Then what the application wrote it can read. */
    @Test
    void answer_keyThatAnAliasWroteWith_isGranted() {
        kms.alias(ALIAS, key);
        kms.caller().permissions().deny(Operation.DESCRIBE_KEY);
        DriverBroker broker = broker("parquet.kms.key.pii", ALIAS);
        assertThat(answerOf(broker, Requests.toWrite(ALIAS, 128, NONE))).isInstanceOf(Answer.Granted.class);

        assertThat(answerOf(broker, file(key, NONE))).isInstanceOf(Answer.Granted.class);
    }

    @Test
    void answer_untrusted_saysThatAnExecutorAsked() {
        String foreign = kms.createKey(TestKms.REGION, "999999999999");

        assertThat(answerOf(ofKey(), Requests.toWrite(foreign, 128, NONE)))
                .isInstanceOfSatisfying(Answer.Failed.class, failed -> {
                    assertThat(failed.error()).isEqualTo(KmsError.UNTRUSTED);
                    assertThat(failed.message()).contains("An executor asks the driver for the KMS key " + foreign);
                });
    }

    // ---- of a policy

    @Test
    void answer_keysAndContextsOfThePolicy_areGranted_andNoOthers() throws IOException {
        kms.alias("alias/tenant-acme", key);
        kms.alias("alias/tenant-initech", other);
        Path policy = Files.writeString(directory.resolve("lake.json"), """
                { "version": 1, "maxPartitionKeys": 1, "places": [
                  { "path": "/a", "key": "alias/tenant-{tenant}", "encryptionContext": { "table": "a" } },
                  { "path": "/b", "required": true } ] }
                """);
        EncryptionContext ofPlace = new EncryptionContext(Map.of("team", "sales", "table", "a"));
        DriverBroker broker =
                broker("parquet.kms.policy", policy.toUri().toString(), "parquet.kms.encryption.context", "team=sales");

        assertThat(answerOf(broker, Requests.toWrite("alias/tenant-acme", 128, ofPlace)))
                .isInstanceOf(Answer.Granted.class);
        assertThat(answerOf(broker, file(key, ofPlace)))
                .as("the key behind it is then known")
                .isInstanceOf(Answer.Granted.class);
        long before = kms.totalCalls();
        assertDirect(
                answerOf(
                        broker,
                        Requests.toWrite("alias/tenant-acme", 128, new EncryptionContext(Map.of("table", "a")))),
                "{table=a, team=sales} or {team=sales}");
        assertThat(answerOf(broker, Requests.toWrite("alias/tenant-initech", 128, ofPlace)))
                .as("one key is all that the policy allows")
                .isInstanceOfSatisfying(
                        Answer.Direct.class, direct -> assertThat(direct.why()).contains("maxPartitionKeys"));
        assertThat(kms.totalCalls()).isEqualTo(before);
    }

    // ---- which contexts

    @Test
    void answer_contextOfTheStart_isGranted_anyOtherIsDirect() {
        EncryptionContext start = new EncryptionContext(Map.of("team", "sales"));
        DriverBroker broker = ofKey("parquet.kms.encryption.context", "team=sales");

        assertThat(answerOf(broker, file(key, start))).isInstanceOf(Answer.Granted.class);
        long before = kms.totalCalls();
        for (EncryptionContext asked : List.of(
                NONE,
                new EncryptionContext(Map.of("team", "hr")),
                new EncryptionContext(Map.of("team", "sales", "more", "pairs")))) {
            assertDirect(
                    answerOf(
                            broker,
                            new KekRequest.ToRead(
                                    Requests.toWrite(key, 128, NONE).key(), "QUJD", asked)),
                    "spark.hadoop.parquet.kms.encryption.context");
        }
        assertThat(kms.totalCalls()).isEqualTo(before);
    }

    /** As one message did against an earlier version: a thousand contexts, a thousand GenerateDataKey. */
    @Test
    void answer_manyContextsInOneMessage_makeNoCall() {
        List<Asked> message = IntStream.range(0, 1_000)
                .mapToObj(i -> Asked.toWrite(key, 128, new EncryptionContext(Map.of("n", String.valueOf(i)))))
                .toList();

        assertThat(ofKey().answer(message)).hasSize(1_000).hasOnlyElementsOfType(Answer.Direct.class);
        assertThat(runFetches()).isZero();
    }

    // ---- how long

    /** Such answers are logged and remembered. */
    @Test
    void answer_longTexts_areNotRepeated() {
        String text = "x".repeat(60_000);

        Answer answer =
                answerOf(ofKey(), Requests.toWrite(key, 128, new EncryptionContext(Map.of("n", text, "m", text))));

        assertDirect(answer, "xxx…");
        assertThat(((Answer.Direct) answer).why()).hasSizeLessThan(1_000);
    }

    @Test
    void answer_ciphertextLongerThanKmsMakes_isInvalid_andNobodyIsAsked() {
        DriverBroker broker = ofKey();

        assertThat(broker.answer(List.of(Asked.toRead(key, "A".repeat(8_193), NONE))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Failed.class,
                        failed -> assertThat(failed.error()).isEqualTo(KmsError.INVALID));
        assertThat(broker.answer(List.of(Asked.toRead(key, "A".repeat(8_192), NONE))))
                .containsExactly(new Answer.Pending());
        assertThat(runFetches()).isEqualTo(1);
    }

    // ---- how many

    private List<Asked> madeUpFiles(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Asked.toRead(key, "made-up-" + UUID.randomUUID(), NONE))
                .toList();
    }

    @Test
    void answer_manyFilesInOneMessage_areFetchedAFewPerMessage() {
        DriverBroker broker = ofKey();
        List<Asked> message = madeUpFiles(200);

        assertThat(broker.answer(message)).containsOnly(new Answer.Pending());
        assertThat(fetches).hasSize(DriverBroker.FETCHES_PER_MESSAGE);
        assertThat(broker.answer(message)).containsOnly(new Answer.Pending());
        assertThat(fetches).hasSize(2 * DriverBroker.FETCHES_PER_MESSAGE);
    }

    /** Each answer lends a part of a KEK, so that asking again and again uses it up. */
    @Test
    void answer_toWriteAgainAndAgain_makesKeksNoFasterThanOneASecond() {
        DriverBroker broker = ofKey("parquet.kms.kek.max.deks", "100");
        List<Asked> message = Collections.nCopies(1_000, Asked.toWrite(key, 128, NONE));
        for (int i = 0; i < 100; i++) {
            broker.answer(message);
            runFetches();
        }
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(FetchBudget.TO_WRITE_AT_ONCE);

        now += Duration.ofSeconds(3).toNanos();
        for (int i = 0; i < 100; i++) {
            broker.answer(message);
            runFetches();
        }
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(FetchBudget.TO_WRITE_AT_ONCE + 3);
    }
}
