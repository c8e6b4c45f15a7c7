package io.parquetkms.spark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.activity.CallCounts;
import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.keys.KekGrant;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.spark.report.Denial;
import io.parquetkms.spark.report.ProcessReport;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireTest {

    private static final String PII = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-00000000000a";
    private static final EncryptionContext CONTEXT = new EncryptionContext(Map.of("dataset", "sales", "Übung", "\0😀"));
    private static final WrappedKey WRAPPED = new WrappedKey(PII, "QUJD");

    /** Readable, so that it would be seen in a message. */
    private static final byte[] KEY = "PlaintextKeyBits".getBytes(StandardCharsets.US_ASCII);

    /** Four characters of it are too many. */
    private static final List<String> KEY_TEXTS = Stream.concat(
                    IntStream.rangeClosed(0, KEY.length - 4)
                            .mapToObj(at -> new String(KEY, at, 4, StandardCharsets.US_ASCII)),
                    Stream.of(
                            HexFormat.of().formatHex(KEY),
                            Base64.getEncoder().encodeToString(KEY),
                            Arrays.toString(KEY)))
            .toList();

    private static final List<Asked> REQUESTS = List.of(
            Asked.toWrite(PII, 128, EncryptionContext.NONE),
            Asked.toWrite("alias/pii", 192, CONTEXT),
            Asked.toWrite("", 256, CONTEXT),
            Asked.toRead(WRAPPED.keyId(), WRAPPED.ciphertext(), EncryptionContext.NONE),
            Asked.toRead("pii", "", CONTEXT),
            new Asked(false, PII, true, 0, WRAPPED.ciphertext(), CONTEXT));

    private static final ProcessReport REPORT = new ProcessReport(
            "7",
            "worker-1.example.com",
            "SunJCE 17",
            Instant.ofEpochMilli(1_764_000_000_123L),
            new Statistics.Snapshot(
                    new CallCounts(Map.of(
                            new CallCounts.Kind(KmsOperation.DECRYPT, "ok"),
                            new CallCounts.Count(3, Duration.ofMillis(30), Duration.ofMillis(20)),
                            new CallCounts.Kind(KmsOperation.GENERATE_DATA_KEY, "denied"),
                            new CallCounts.Count(1, Duration.ofNanos(5), Duration.ofNanos(5)))),
                    1,
                    2,
                    3,
                    4,
                    5,
                    6,
                    Long.MAX_VALUE),
            List.of(
                    new KeyInUse(PII, true, 2, Duration.ofHours(1), Duration.ofSeconds(-1)),
                    new KeyInUse(PII, false, 1, Duration.ZERO, Duration.ofHours(24))),
            Map.of(
                    new KeyUses.Use("s3://bucket/sales", PII, KmsOperation.GENERATE_DATA_KEY),
                    new KeyUses.Count(1_000, Set.of("id-1", "id-2"), Set.of("0a1b", "2c3d")),
                    new KeyUses.Use("", PII, KmsOperation.DECRYPT),
                    new KeyUses.Count(1, Set.of(), Set.of())),
            Map.of(
                    new WrittenColumns.Part("s3://bucket/sales", "pii", "rule '*.ssn'"),
                    new ColumnNames(List.of("city", "Übung 😀"), 0),
                    new WrittenColumns.Part("s3://bucket/wide", "", ""),
                    new ColumnNames(List.of("a"), 7)),
            Map.of(
                    new PlaintextFiles.Kind("s3://bucket/tmp", "no key is configured"),
                    12L,
                    new PlaintextFiles.Kind("", ""),
                    1L),
            List.of(new Denial(Instant.ofEpochMilli(1), "Decrypt", PII, "access denied")));

    private static KekGrant grant(byte... key) {
        return new KekGrant(
                "a2VrLWlkLWtlay1pZC0xMg==",
                WRAPPED,
                key.length == 0 ? null : KeyBytes.copyOf(key),
                Duration.ofMinutes(5),
                Duration.ofNanos(-1),
                4_096,
                "request-1",
                "0a1b");
    }

    private static List<Answer> answers() {
        return List.of(
                new Answer.Pending(),
                new Answer.Granted(grant(KEY)),
                new Answer.Failed(KmsError.DENIED, "access denied"),
                new Answer.Direct("why"),
                new Answer.Granted(grant()));
    }

    // ---- round trips

    @Test
    void requests_eachKind_areAsBefore() {
        assertThat(Wire.requests(Wire.requests(REQUESTS))).isEqualTo(REQUESTS);
    }

    @Test
    void requests_none_isNone() {
        assertThat(Wire.requests(Wire.requests(List.<Asked>of()))).isEmpty();
    }

    @Test
    void requests_asManyAsAllowed_areAsBefore() {
        List<Asked> most = Collections.nCopies(Wire.MAX_BATCH, REQUESTS.get(1));
        assertThat(Wire.requests(Wire.requests(most))).isEqualTo(most);
    }

    @Test
    void requests_moreThanAllowed_areRefused() {
        assertMalformed(Wire.requests(Collections.nCopies(Wire.MAX_BATCH + 1, REQUESTS.get(0))), Wire::requests);
        assertMalformed(Wire.answers(Collections.nCopies(Wire.MAX_BATCH + 1, new Answer.Pending())), Wire::answers);
    }

    @Test
    void requests_isNoReport() {
        assertThat(ProcessReport.isIn(Wire.requests(REQUESTS))).isFalse();
        assertThat(ProcessReport.isIn(new byte[0])).isFalse();
        assertThat(ProcessReport.isIn(REPORT.toMessage())).isTrue();
    }

    @Test
    void answers_eachKind_areAsBefore() {
        assertThat(Wire.answers(Wire.answers(answers())).stream().map(WireTest::withKey))
                .containsExactlyElementsOf(
                        answers().stream().map(WireTest::withKey).toList());
    }

    /** Comparable: keys have no equals. */
    private static List<Object> withKey(Answer answer) {
        if (!(answer instanceof Answer.Granted granted) || granted.grant().plaintext() == null) {
            return List.of(answer);
        }
        KekGrant grant = granted.grant();
        String key = HexFormat.of()
                .formatHex(Objects.requireNonNull(grant.plaintext()).toByteArray());
        return List.of(grant.id(), grant.wrapped(), key, grant.left(), grant.end(), grant.deks(), grant.requestId());
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void answers_keyOfEachLength_isTheSameKey(int bits) {
        byte[] key = KeyBytes.randomBytes(bits / Byte.SIZE);
        assertThat(((Answer.Granted) throughWire(new Answer.Granted(grant(key)))).grant())
                .satisfies(grant -> assertThat(
                                Objects.requireNonNull(grant.plaintext()).toByteArray())
                        .isEqualTo(key));
    }

    @Test
    void answers_wrappedOnly_holdNoKey() {
        assertThat(throughWire(new Answer.Granted(grant()))).isEqualTo(new Answer.Granted(grant()));
    }

    @ParameterizedTest
    @EnumSource
    void answers_eachError_isTheSame(KmsError error) {
        Answer failed = new Answer.Failed(error, "what to do");
        assertThat(throughWire(failed)).isEqualTo(failed);
    }

    /** {@code writeUTF} takes 65,535 bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "\uFFFF", "😀"})
    void answers_longMessage_isShortened(String character) {
        Answer.Failed failed =
                (Answer.Failed) throughWire(new Answer.Failed(KmsError.REJECTED, character.repeat(100_000)));
        assertThat(failed.message()).startsWith(character).endsWith("…").hasSizeLessThan(5_000);
    }

    @Test
    void answers_messageThatFits_isWhole() {
        Answer failed = new Answer.Failed(KmsError.REJECTED, "x".repeat(4_000));
        assertThat(throughWire(failed)).isEqualTo(failed);
    }

    @Test
    void answers_grant_keyOfTheSenderIsKept() {
        KekGrant grant = grant(KEY);
        Wire.answers(List.of(new Answer.Granted(grant)));
        assertThat(Objects.requireNonNull(grant.plaintext()).toByteArray()).isEqualTo(KEY);
    }

    @Test
    void report_everything_isAsBefore() {
        assertThat(ProcessReport.fromMessage(REPORT.toMessage())).isEqualTo(REPORT);
    }

    @Test
    void report_nothingDone_isAsBefore() {
        ProcessReport empty = new ProcessReport(
                ProcessReport.DRIVER,
                "",
                "",
                Instant.EPOCH,
                Statistics.Snapshot.NONE,
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
        assertThat(ProcessReport.fromMessage(empty.toMessage())).isEqualTo(empty);
    }

    private static Answer throughWire(Answer answer) {
        return Wire.answers(Wire.answers(List.of(answer))).get(0);
    }

    // ---- what is no message

    @Test
    void requests_broken_isIllegalArgumentOrAnotherMessage() {
        assertNothingElseThanIllegalArgument(Wire.requests(REQUESTS), Wire::requests);
    }

    @Test
    void answers_broken_isIllegalArgumentOrAnotherMessage() {
        assertNothingElseThanIllegalArgument(Wire.answers(answers()), Wire::answers);
    }

    @Test
    void report_broken_isIllegalArgumentOrAnotherMessage() {
        assertNothingElseThanIllegalArgument(REPORT.toMessage(), ProcessReport::fromMessage);
    }

    private static void assertNothingElseThanIllegalArgument(byte[] message, Function<byte[], ?> decode) {
        for (int length = 0; length < message.length; length++) {
            assertMalformed(Arrays.copyOf(message, length), decode);
        }
        assertMalformed(Arrays.copyOf(message, message.length + 1), decode);
        for (int at = 0; at < message.length; at++) {
            byte[] changed = message.clone();
            for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                changed[at] = (byte) value;
                decodeOrRefuse(changed, decode);
            }
        }
    }

    /** As the caller of {@link Wire} expects it; everything else ends the test. */
    private static void decodeOrRefuse(byte[] message, Function<byte[], ?> decode) {
        try {
            assertThat(decode.apply(message)).isNotNull();
        } catch (IllegalArgumentException e) {
            assertHidesKey(e);
        }
    }

    private static void assertMalformed(byte[] message, Function<byte[], ?> decode) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .as("%s bytes", message.length)
                .isThrownBy(() -> decode.apply(message))
                .withMessageStartingWith("Malformed message of " + message.length + " bytes: ")
                .satisfies(WireTest::assertHidesKey);
    }

    /** Plain Java: it is called a million times. */
    private static void assertHidesKey(IllegalArgumentException e) {
        for (Throwable any = e; any != null; any = any.getCause()) {
            String text = String.valueOf(any.getMessage());
            if (KEY_TEXTS.stream().anyMatch(text::contains)) {
                throw new AssertionError("Shows the key: " + text);
            }
        }
    }

    @Test
    void decode_otherKindOfMessage_isRefused() {
        assertMalformed(Wire.requests(REQUESTS), ProcessReport::fromMessage);
        assertMalformed(REPORT.toMessage(), Wire::requests);
        assertMalformed(bytes(out -> out.writeByte(3)), Wire::requests);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, Wire.MAX_BATCH + 1})
    void decode_forgedCount_isRefusedBeforeAnythingIsMade(int count) {
        assertMalformed(
                bytes(out -> {
                    out.writeByte(1);
                    out.writeInt(count);
                }),
                Wire::requests);
        assertMalformed(bytes(out -> out.writeInt(count)), Wire::answers);
        assertMalformed(
                bytes(out -> {
                    out.writeByte(1);
                    out.writeInt(1);
                    out.writeByte('w');
                    out.writeUTF(PII);
                    out.writeInt(128);
                    out.writeInt(count);
                }),
                Wire::requests);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, 100_001, 100_000})
    void report_forgedCount_isRefused(int count) {
        assertMalformed(
                bytes(out -> {
                    out.writeByte(2);
                    out.writeUTF("1");
                    out.writeUTF("host");
                    out.writeLong(0);
                    out.writeInt(count);
                }),
                ProcessReport::fromMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 129, -128, 512, Integer.MAX_VALUE, Integer.MIN_VALUE, 64, 127})
    void requests_noKeyLength_isRefused(int bits) {
        assertMalformed(Wire.requests(List.of(Asked.toWrite(PII, bits, EncryptionContext.NONE))), Wire::requests);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 17, 33, 128, 255})
    void answers_noKeyLength_isRefused(int length) {
        assertMalformed(
                bytes(out -> {
                    out.writeInt(1);
                    out.writeByte('g');
                    out.writeUTF("id");
                    out.writeUTF(PII);
                    out.writeUTF("QUJD");
                    out.writeByte(length);
                    out.write(new byte[length]);
                    out.write(new byte[26]);
                }),
                Wire::answers);
    }

    @Test
    void answers_unknownError_isRefusedWithoutRepeatingIt() {
        assertMalformed(
                bytes(out -> {
                    out.writeInt(1);
                    out.writeByte('f');
                    out.writeUTF(new String(KEY, StandardCharsets.US_ASCII));
                    out.writeUTF("");
                }),
                Wire::answers);
    }

    @Test
    void report_unknownOperation_isRefused() {
        byte[] message = REPORT.toMessage();
        String text = new String(message, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("DECRYPT");
        message[at] = 'X';
        assertMalformed(message, ProcessReport::fromMessage);
    }

    @Test
    void requests_trailingMessage_isRefused() {
        byte[] one = Wire.requests(REQUESTS);
        assertMalformed(ByteBuffer.allocate(2 * one.length).put(one).put(one).array(), Wire::requests);
    }

    @Test
    void decode_random_isRefused() {
        assertThatCode(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        byte[] random = KeyBytes.randomBytes(i % 100);
                        decodeOrRefuse(random, Wire::requests);
                        decodeOrRefuse(random, Wire::answers);
                        decodeOrRefuse(random, ProcessReport::fromMessage);
                    }
                })
                .doesNotThrowAnyException();
    }

    private static byte[] bytes(Wire.Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
