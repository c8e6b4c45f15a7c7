package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Kms} does. What not every KMS at hand can do is in contracts of its own:
 * {@link DenialContract}, {@link RotationContract}.
 */
public abstract class KmsContract implements KmsFixture {

    private static final EncryptionContext CONTEXT = new EncryptionContext(Map.of("dataset", "sales", "team", "hr"));

    private KmsByName service;

    @BeforeEach
    void openService() {
        service = open();
    }

    @AfterEach
    void closeService() {
        service.close();
    }

    // ---- round trips

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void generateDataKey_eachLength_decrypts(int bits) {
        String keyId = createKey();
        DataKey made = service.generateDataKey(keyId, bits, CONTEXT);
        assertThat(made.plaintext().bits()).isEqualTo(bits);
        assertThat(made.wrapped().keyId()).isEqualTo(keyId);
        assertDecrypts(made);
    }

    @Test
    void generateDataKey_eachTime_isAnother() {
        String keyId = createKey();
        DataKey one = service.generateDataKey(keyId, 256, CONTEXT);
        DataKey two = service.generateDataKey(keyId, 256, CONTEXT);
        assertThat(one.plaintext().sameAs(two.plaintext())).isFalse();
        assertThat(one.wrapped().ciphertext()).isNotEqualTo(two.wrapped().ciphertext());
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 192, 256})
    void encrypt_givenKey_decrypts(int bits) {
        String keyId = createKey();
        KeyBytes given = KeyBytes.random(bits);
        WrappedKey wrapped = service.encrypt(keyId, given, CONTEXT);
        assertThat(wrapped.keyId()).isEqualTo(keyId);
        assertDecrypts(new DataKey(given, wrapped, "")); // the given key was not wiped
    }

    @Test
    void decrypt_noContext_isAContextToo() {
        String keyId = createKey();
        DataKey made = service.generateDataKey(keyId, 128, EncryptionContext.NONE);
        assertThat(service.decrypt(made.wrapped(), EncryptionContext.NONE)
                        .plaintext()
                        .sameAs(made.plaintext()))
                .isTrue();
        assertInvalid(() -> service.decrypt(made.wrapped(), CONTEXT), keyId);
    }

    @Test
    void decrypt_anotherInstance_decrypts() {
        DataKey made = service.generateDataKey(createKey(), 128, CONTEXT);
        try (KmsByName other = open()) {
            assertThat(other.decrypt(made.wrapped(), CONTEXT).plaintext().sameAs(made.plaintext()))
                    .isTrue();
        }
    }

    private void assertDecrypts(DataKey made) {
        DataKey read = service.decrypt(made.wrapped(), CONTEXT);
        assertThat(read.plaintext().sameAs(made.plaintext())).isTrue();
        assertThat(read.wrapped()).isEqualTo(made.wrapped());
    }

    // ---- what must not decrypt

    @Test
    void decrypt_wrongKey_fails() {
        String other = createKey();
        DataKey made = service.generateDataKey(createKey(), 128, CONTEXT);
        assertBroken(
                new WrappedKey(other, ""),
                Base64.getDecoder().decode(made.wrapped().ciphertext()));
    }

    @Test
    void decrypt_wrongContext_fails() {
        String keyId = createKey();
        WrappedKey wrapped = service.generateDataKey(keyId, 128, CONTEXT).wrapped();
        List<Map<String, String>> wrong = List.of(
                Map.of(),
                Map.of("dataset", "sales"),
                Map.of("dataset", "sales", "team", "it"),
                Map.of("dataset", "sales", "team", "HR"),
                Map.of("dataset", "hr", "team", "sales"),
                Map.of("dataset", "sales", "Team", "hr"),
                Map.of("dataset", "sales", "team", "hr", "more", ""));
        for (Map<String, String> pairs : wrong) {
            assertInvalid(() -> service.decrypt(wrapped, new EncryptionContext(pairs)), keyId);
        }
    }

    @Test
    void decrypt_anyByteFlipped_fails() {
        WrappedKey wrapped = service.generateDataKey(createKey(), 128, CONTEXT).wrapped();
        byte[] blob = Base64.getDecoder().decode(wrapped.ciphertext());
        for (int i = 0; i < blob.length; i++) {
            byte[] flipped = blob.clone();
            flipped[i] ^= 1;
            assertBroken(wrapped, flipped);
        }
    }

    @Test
    void decrypt_truncatedOrLengthened_fails() {
        WrappedKey wrapped = service.generateDataKey(createKey(), 128, CONTEXT).wrapped();
        byte[] blob = Base64.getDecoder().decode(wrapped.ciphertext());
        for (int length = 0; length < blob.length; length++) {
            assertBroken(wrapped, Arrays.copyOf(blob, length));
        }
        assertBroken(wrapped, Arrays.copyOf(blob, blob.length + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 60, 184, 1_500})
    void decrypt_garbage_fails(int length) {
        assertBroken(new WrappedKey(createKey(), ""), KeyBytes.randomBytes(length));
        assertBroken(new WrappedKey(createKey(), ""), new byte[length]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64!", "AAA", "AA==AA==", "äöü=", "AAAA\nAAAA", " AAAA", "A"})
    void decrypt_noBase64_fails(String ciphertext) {
        String keyId = createKey();
        assertInvalid(() -> service.decrypt(new WrappedKey(keyId, ciphertext), CONTEXT), keyId);
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 10_000_000})
    void decrypt_overLong_failsShortly(int length) {
        String keyId = createKey();
        assertInvalid(() -> service.decrypt(new WrappedKey(keyId, "A".repeat(length)), CONTEXT), keyId)
                .extracting(e -> String.valueOf(e.getMessage()).length())
                .matches(size -> size < 1_000);
    }

    private void assertBroken(WrappedKey wrapped, byte[] blob) {
        WrappedKey broken = new WrappedKey(wrapped.keyId(), Base64.getEncoder().encodeToString(blob));
        Throwable failure = catchThrowable(() -> service.decrypt(broken, CONTEXT));
        assertThat(failure).as("%s bytes", blob.length).isNotNull();
        assertThat(KmsError.of(failure)).as(failure.toString()).isIn(refusals());
        assertThat(failure).hasMessageContaining(wrapped.keyId());
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertInvalid(ThrowingCallable call, String keyId) {
        return assertThatThrownBy(call)
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining(keyId);
    }

    // ---- a name that stands for another key now

    @Test
    void decryptByName_ofAnotherKey_unwrapsAndSaysWhich() {
        DataKey made = service.generateDataKey(createKey(), 256, CONTEXT);
        DataKey read = service.decryptByName(createKey(), made.wrapped(), CONTEXT);
        assertThat(read.plaintext().sameAs(made.plaintext())).isTrue();
        assertThat(read.wrapped()).isEqualTo(made.wrapped());
    }

    @Test
    void decryptByName_wrongContextOrBytes_fails() {
        String later = createKey();
        WrappedKey wrapped = service.generateDataKey(createKey(), 128, CONTEXT).wrapped();
        assertThatThrownBy(() -> service.decryptByName(later, wrapped, EncryptionContext.NONE))
                .isInstanceOf(InvalidKeyMaterialException.class);
        byte[] blob = Base64.getDecoder().decode(wrapped.ciphertext());
        for (int i = 0; i < blob.length; i++) {
            byte[] flipped = blob.clone();
            flipped[i] ^= 1;
            WrappedKey broken = new WrappedKey("", Base64.getEncoder().encodeToString(flipped));
            Throwable failure = catchThrowable(() -> service.decryptByName(later, broken, CONTEXT));
            assertThat(failure).as("byte %s", i).isNotNull();
            // a changed ciphertext may name anyone's key
            assertThat(KmsError.of(failure))
                    .as(failure.toString())
                    .satisfiesAnyOf(
                            error -> assertThat(error).isIn(refusals()),
                            error -> assertThat(error).isEqualTo(KmsError.DENIED));
        }
    }

    // ---- missing keys

    @Test
    void missingKey_eachOperation_isNotFound() {
        String missing = missingKey();
        KeyBytes given = KeyBytes.random(128);
        WrappedKey wrapped = service.encrypt(createKey(), given, CONTEXT);
        assertNotFound(() -> service.generateDataKey(missing, 128, CONTEXT), missing);
        assertNotFound(() -> service.encrypt(missing, given, CONTEXT), missing);
        assertNotFound(() -> service.reEncrypt(wrapped, CONTEXT, missing, CONTEXT), missing);
        assertNotFound(() -> service.describe(missing), missing);
    }

    @Test
    void decrypt_missingKey_fails() {
        WrappedKey wrapped = service.generateDataKey(createKey(), 128, CONTEXT).wrapped();
        assertBroken(new WrappedKey(missingKey(), ""), Base64.getDecoder().decode(wrapped.ciphertext()));
    }

    private static void assertNotFound(ThrowingCallable call, String keyId) {
        assertThatThrownBy(call).isInstanceOf(KeyNotFoundException.class).hasMessageContaining(keyId);
    }

    // ---- reEncrypt, describe

    @Test
    void reEncrypt_otherKeyAndContext_decryptsThereOnly() {
        DataKey made = service.generateDataKey(createKey(), 256, CONTEXT);
        String destination = createKey();
        EncryptionContext other = new EncryptionContext(Map.of("dataset", "archive"));
        WrappedKey moved = service.reEncrypt(made.wrapped(), CONTEXT, destination, other);
        assertThat(moved.keyId()).isEqualTo(destination);
        assertThat(service.decrypt(moved, other).plaintext().sameAs(made.plaintext()))
                .isTrue();
        assertInvalid(() -> service.decrypt(moved, CONTEXT), destination);
        assertDecrypts(made);
    }

    @Test
    void reEncrypt_sameKey_isWrappedAnew() {
        String keyId = createKey();
        DataKey made = service.generateDataKey(keyId, 128, CONTEXT);
        WrappedKey anew = service.reEncrypt(made.wrapped(), CONTEXT, keyId, CONTEXT);
        assertThat(anew.ciphertext()).isNotEqualTo(made.wrapped().ciphertext());
        assertDecrypts(new DataKey(made.plaintext(), anew, ""));
    }

    @Test
    void reEncrypt_wrongSource_fails() {
        WrappedKey wrapped = service.generateDataKey(createKey(), 128, CONTEXT).wrapped();
        String destination = createKey();
        assertThatThrownBy(() -> service.reEncrypt(wrapped, EncryptionContext.NONE, destination, CONTEXT))
                .isInstanceOf(InvalidKeyMaterialException.class);
        assertThatThrownBy(() -> service.reEncrypt(
                        new WrappedKey(destination, wrapped.ciphertext()), CONTEXT, destination, CONTEXT))
                .isInstanceOf(InvalidKeyMaterialException.class);
        assertThatThrownBy(
                        () -> service.reEncrypt(new WrappedKey(wrapped.keyId(), "AAAA"), CONTEXT, destination, CONTEXT))
                .isInstanceOf(InvalidKeyMaterialException.class);
    }

    @Test
    void describe_key_isUsable() {
        String keyId = createKey();
        KeyDescription description = service.describe(keyId);
        assertThat(description.keyId()).isEqualTo(keyId);
        assertThat(description.usable()).isTrue();
        assertThat(description.multiRegion()).isFalse();
        assertThat(description.state()).isNotBlank();
    }

    // ---- dry run

    @ParameterizedTest
    @EnumSource(names = {"GENERATE_DATA_KEY", "DECRYPT"})
    void dryRun_usableKey_isSilent(KmsOperation operation) {
        String keyId = createKey();
        assertThatCode(() -> service.dryRun(operation, keyId, CONTEXT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"GENERATE_DATA_KEY", "DECRYPT"})
    void dryRun_missingKey_isNotFound(KmsOperation operation) {
        String missing = missingKey();
        assertNotFound(() -> service.dryRun(operation, missing, CONTEXT), missing);
    }

    // ---- threads, secrets

    @Test
    void service_sixteenThreads_eachGetTheirKeys() throws Exception {
        int threads = 16;
        String keyId = createKey();
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<Boolean> work = () -> {
            start.await();
            DataKey made = service.generateDataKey(keyId, 128, CONTEXT);
            return service.decrypt(made.wrapped(), CONTEXT).plaintext().sameAs(made.plaintext());
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(work);
            }
            for (Future<Boolean> done : pool.invokeAll(all)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void keys_inTextsAndFailures_areHidden() {
        String keyId = createKey();
        String other = createKey();
        DataKey made = service.generateDataKey(keyId, 256, CONTEXT);
        WrappedKey wrapped = made.wrapped();
        List<String> texts = List.of(
                made.toString(),
                service.decrypt(wrapped, CONTEXT).toString(),
                service.toString(),
                trace(() -> service.decrypt(wrapped, EncryptionContext.NONE)),
                trace(() -> service.decrypt(new WrappedKey(other, wrapped.ciphertext()), CONTEXT)),
                trace(() -> service.decrypt(new WrappedKey(keyId, wrapped.ciphertext() + "AAAA"), CONTEXT)),
                trace(() -> service.decrypt(new WrappedKey(keyId, wrapped.ciphertext() + "!"), CONTEXT)),
                trace(() -> service.encrypt(missingKey(), made.plaintext(), CONTEXT)),
                trace(() -> service.reEncrypt(wrapped, EncryptionContext.NONE, other, CONTEXT)));
        byte[] plaintext = made.plaintext().toByteArray();
        assertThat(texts)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(wrapped.ciphertext())
                        .doesNotContain(Base64.getEncoder().encodeToString(plaintext))
                        .doesNotContainIgnoringCase(HexFormat.of().formatHex(plaintext))
                        .doesNotContain(Arrays.toString(plaintext)));
    }

    /** The failure with its causes, as a log shows it. */
    private static String trace(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isNotNull();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
