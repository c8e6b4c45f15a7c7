package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.KeyUnusableException;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.KmsRejectedException;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key and which Region are asked, for every form in which a key may be given. */
final class AwsKeysTest {

    private static final EncryptionContext NONE = EncryptionContext.NONE;
    private static final String HOME = TestKms.REGION;
    private static final String ABROAD = "eu-west-1";

    private final AwsFixture aws = new AwsFixture();
    private final TestKms kms = aws.kms();
    private KmsByName service;

    @BeforeEach
    void open() {
        service = aws.open();
    }

    @AfterEach
    void close() {
        service.close();
        aws.close();
    }

    private static String id(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    /** Wraps and unwraps under a name of a key; the key that answers is the one behind it. */
    private void assertWorks(String given, String arn) {
        DataKey made = service.generateDataKey(given, 128, NONE);
        assertThat(made.wrapped().keyId()).isEqualTo(arn);
        assertReads(new WrappedKey(given, made.wrapped().ciphertext()), made.plaintext(), arn);
        assertReads(made.wrapped(), made.plaintext(), arn);
        WrappedKey encrypted = service.encrypt(given, made.plaintext(), NONE);
        assertThat(encrypted.keyId()).isEqualTo(arn);
        assertReads(new WrappedKey(given, encrypted.ciphertext()), made.plaintext(), arn);
        WrappedKey anew = service.reEncrypt(new WrappedKey(given, encrypted.ciphertext()), NONE, given, NONE);
        assertThat(anew.keyId()).isEqualTo(arn);
        assertReads(anew, made.plaintext(), arn);
        assertThat(service.describe(given).keyId()).isEqualTo(arn);
    }

    private void assertReads(WrappedKey wrapped, KeyBytes plaintext, String arn) {
        DataKey read = service.decrypt(wrapped, NONE);
        assertThat(read.plaintext().sameAs(plaintext)).isTrue();
        assertThat(read.wrapped()).isEqualTo(new WrappedKey(arn, wrapped.ciphertext()));
    }

    private List<String> regionsAsked() {
        return kms.log().stream().map(RecordedRequest::region).distinct().toList();
    }

    // ---- the forms of a key

    @Test
    void key_byArn_works() {
        String arn = kms.createKey();
        assertWorks(arn, arn);
    }

    @Test
    void key_byAliasArn_works() {
        String arn = kms.createKey();
        assertWorks(kms.alias("alias/pii", arn), arn);
    }

    @Test
    void key_byAlias_works() {
        String arn = kms.createKey();
        kms.alias("alias/pii", arn);
        assertWorks("alias/pii", arn);
    }

    @Test
    void key_byId_works() {
        String arn = kms.createKey();
        assertWorks(id(arn), arn);
    }

    @Test
    void key_byMultiRegionId_works() {
        String arn = kms.createMultiRegionKey(HOME);
        assertWorks(id(arn), arn);
        assertWorks(arn, arn);
        assertThat(service.describe(arn).multiRegion()).isTrue();
    }

    @Test
    void describe_disabledKey_isNotUsable() {
        String arn = kms.createKey();
        kms.disable(arn);
        assertThat(service.describe(arn)).isEqualTo(new KeyDescription(arn, "Disabled", false, false));
    }

    // ---- aliases

    @Test
    void generateDataKey_aliasRepointedLater_oldAndNewStillRead() {
        String old = kms.createKey();
        String young = kms.createKey();
        kms.alias("alias/pii", old);
        DataKey before = service.generateDataKey("alias/pii", 128, NONE);
        String aliasArn = kms.alias("alias/pii", young);
        DataKey after = service.generateDataKey("alias/pii", 128, NONE);
        assertThat(before.wrapped().keyId()).isEqualTo(old);
        assertThat(after.wrapped().keyId()).isEqualTo(young);
        assertReads(before.wrapped(), before.plaintext(), old);
        // a file of another writer, which holds the alias itself
        assertReads(new WrappedKey("alias/pii", before.wrapped().ciphertext()), before.plaintext(), old);
        assertReads(new WrappedKey(aliasArn, before.wrapped().ciphertext()), before.plaintext(), old);
        assertReads(new WrappedKey("alias/pii", after.wrapped().ciphertext()), after.plaintext(), young);
    }

    @Test
    void decrypt_aliasDeletedLater_stillReads() {
        String arn = kms.createKey();
        DataKey made = service.generateDataKey(arn, 128, NONE);
        assertReads(new WrappedKey("alias/gone", made.wrapped().ciphertext()), made.plaintext(), arn);
    }

    @Test
    void decrypt_anotherIdInTheFile_tellsTheKeyThatAnswered() {
        String arn = kms.createKey();
        DataKey made = service.generateDataKey(arn, 128, NONE);
        assertReads(new WrappedKey(id(kms.createKey()), made.wrapped().ciphertext()), made.plaintext(), arn);
    }

    @Test
    void decrypt_blobOfAnotherKey_isRefusedByKms() {
        String other = kms.createKey();
        DataKey made = service.generateDataKey(kms.createKey(), 128, NONE);
        assertThatExceptionOfType(InvalidKeyMaterialException.class)
                .isThrownBy(() ->
                        service.decrypt(new WrappedKey(other, made.wrapped().ciphertext()), NONE))
                .withMessageContainingAll(other, "IncorrectKeyException");
    }

    @Test
    void decrypt_request_namesTheKeyOnlyByItsOwnArn() {
        String arn = kms.createKey();
        String answer = "{\"KeyId\":\"" + arn + "\",\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            for (String unpinned : List.of("alias/pii", arn.replaceFirst("key/.*", "alias/pii"), id(arn))) {
                to.decrypt(new WrappedKey(unpinned, "AAAA"), NONE);
            }
            assertThat(canned.requests())
                    .hasSize(3)
                    .allSatisfy(
                            body -> assertThat(body).contains("CiphertextBlob").doesNotContain("KeyId"));
            to.decrypt(new WrappedKey(arn, "AAAA"), NONE);
            assertThat(canned.requests().get(3)).contains("\"KeyId\":\"" + arn + "\"");
        }
    }

    /** No KMS does that; something that only speaks its protocol may. */
    @Test
    void decrypt_anotherKeyAnswers_isRefused() {
        String arn = kms.createKey();
        String other = kms.createKey();
        String answer = "{\"KeyId\":\"" + other + "\",\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(InvalidKeyMaterialException.class)
                    .isThrownBy(() -> to.decrypt(new WrappedKey(arn, "AAAA"), NONE))
                    .withMessageContainingAll(arn, "another key answered, " + other);
        }
    }

    @Test
    void generateDataKeyAndEncrypt_anotherKeyAnswers_areRefused() {
        String arn = kms.createKey();
        String other = kms.createKey();
        String answer =
                "{\"KeyId\":\"" + other + "\",\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"CiphertextBlob\":\"AAAA\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(InvalidKeyMaterialException.class)
                    .isThrownBy(() -> to.generateDataKey(arn, 128, NONE))
                    .withMessageContainingAll(arn, "another key answered, " + other);
            assertThatExceptionOfType(InvalidKeyMaterialException.class)
                    .isThrownBy(() -> to.encrypt(arn, KeyBytes.random(128), NONE))
                    .withMessageContainingAll(arn, "another key answered, " + other);
        }
    }

    /** It goes into event logs: what is no such id is none. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0A1B", "not a material\\nid"})
    void generateDataKey_keyMaterialIdOfAnotherForm_isNone(String id) {
        String arn = kms.createKey();
        String answer =
                "{\"KeyId\":\"" + arn + "\",\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"CiphertextBlob\":\"AAAA\","
                        + "\"KeyMaterialId\":\"" + id + "\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThat(to.generateDataKey(arn, 128, NONE).keyMaterialId()).isEmpty();
        }
    }

    /** A key of 128 bits where 256 are configured would be weaker than anyone knows. */
    @Test
    void generateDataKey_keyOfAnotherLength_isRefused() {
        String arn = kms.createKey();
        String answer =
                "{\"KeyId\":\"" + arn + "\",\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"CiphertextBlob\":\"AAAA\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(KmsRejectedException.class)
                    .isThrownBy(() -> to.generateDataKey(arn, 256, NONE))
                    .withMessageContainingAll(arn, "a key of 128 bits came where 256 were asked for");
            assertThat(to.generateDataKey(arn, 128, NONE).plaintext().bits()).isEqualTo(128);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', 'without a key'",
        "'{\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}', 'without a key''s name'",
        "'{\"Plaintext\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"KeyId\":\"x\"}', 'without a wrapped key'",
    })
    void generateDataKey_shortAnswer_isRefused(String answer, String missing) {
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(KmsRejectedException.class)
                    .isThrownBy(() -> to.generateDataKey("alias/pii", 128, NONE))
                    .withMessageContaining(missing);
        }
    }

    @Test
    void decryptEncryptDescribe_emptyAnswer_areRefused() {
        try (CannedKms canned = new CannedKms(200, "{}");
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(KmsRejectedException.class)
                    .isThrownBy(() -> to.decrypt(new WrappedKey("alias/pii", "AAAA"), NONE));
            assertThatExceptionOfType(KmsRejectedException.class)
                    .isThrownBy(() -> to.encrypt("alias/pii", KeyBytes.random(128), NONE));
            assertThatExceptionOfType(KmsRejectedException.class).isThrownBy(() -> to.describe("alias/pii"));
        }
    }

    @Test
    void reEncrypt_anotherSourceKeyAnswers_isRefused() {
        String arn = kms.createKey();
        String other = kms.createKey();
        String answer = "{\"SourceKeyId\":\"" + other + "\",\"KeyId\":\"" + arn + "\",\"CiphertextBlob\":\"AAAA\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(InvalidKeyMaterialException.class)
                    .isThrownBy(() -> to.reEncrypt(new WrappedKey(arn, "AAAA"), NONE, arn, NONE))
                    .withMessageContainingAll(arn, "another key answered, " + other);
        }
    }

    @Test
    void describe_shortAnswer_isNotUsable() {
        String arn = kms.createKey();
        String answer = "{\"KeyMetadata\":{\"Arn\":\"" + arn + "\",\"KeyId\":\"x\",\"KeyState\":\"Creating\"}}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThat(to.describe(arn)).isEqualTo(new KeyDescription(arn, "Creating", false, false));
        }
    }

    @Test
    void decrypt_plaintextOfNoKeyLength_isInvalid() {
        String arn = kms.createKey();
        String answer = "{\"KeyId\":\"" + arn + "\",\"Plaintext\":\"c2VjcmV0LXNlY3JldA==\"}";
        try (CannedKms canned = new CannedKms(200, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(InvalidKeyMaterialException.class)
                    .isThrownBy(() -> to.decrypt(new WrappedKey(arn, "AAAA"), NONE))
                    .withMessageContainingAll("no AES key", "13")
                    .withMessageNotContaining("secret");
        }
    }

    // ---- contexts

    @Test
    void encryptionContext_everyOperation_sendsIt() {
        String arn = kms.createKey();
        EncryptionContext context = new EncryptionContext(Map.of("dataset", "sales"));
        DataKey made = service.generateDataKey(arn, 128, context);
        service.encrypt(arn, made.plaintext(), context);
        service.decrypt(made.wrapped(), context);
        service.reEncrypt(made.wrapped(), context, arn, NONE);
        assertThat(kms.log())
                .hasSize(4)
                .allSatisfy(request -> assertThat(request.encryptionContext()).isEqualTo(context.pairs()));
    }

    // ---- Regions

    @Test
    void region_ofTheArn_wins() {
        String arn = kms.createKey(ABROAD);
        assertWorks(arn, arn);
        assertWorks(kms.alias("alias/pii", arn), arn);
        assertThat(regionsAsked()).containsExactly(ABROAD);
    }

    @Test
    void region_configured_isAskedForOtherForms() {
        String arn = kms.createKey(ABROAD);
        kms.alias("alias/pii", arn);
        service.close();
        service = aws.open("parquet.kms.aws.region", ABROAD);
        assertWorks("alias/pii", arn);
        assertWorks(id(arn), arn);
        assertThat(regionsAsked()).containsExactly(ABROAD);
    }

    @Test
    void region_severalKeys_areEachAskedInTheirs() {
        DataKey home = service.generateDataKey(kms.createKey(HOME), 128, NONE);
        DataKey abroad = service.generateDataKey(kms.createKey(ABROAD), 128, NONE);
        assertThat(regionsAsked()).containsExactly(HOME, ABROAD);
        assertReads(home.wrapped(), home.plaintext(), home.wrapped().keyId());
        assertReads(abroad.wrapped(), abroad.plaintext(), abroad.wrapped().keyId());
    }

    @Test
    void region_ofTheSdksProfile_isTheLastResort(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(directory.resolve("config"), "[default]\nregion = ap-south-1\n");
        aws.properties().set("aws.configFile", config.toString());
        String arn = kms.createKey("ap-south-1");
        try (KmsByName own = withoutRegion()) {
            assertThat(own.generateDataKey(id(arn), 128, NONE).wrapped().keyId())
                    .isEqualTo(arn);
        }
        assertThat(regionsAsked()).containsExactly("ap-south-1");
    }

    @Test
    void region_none_saysWhatToSet() {
        String arn = kms.createKey();
        try (KmsByName own = withoutRegion()) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> own.generateDataKey(id(arn), 128, NONE))
                    .withMessageContainingAll("No AWS Region", "parquet.kms.aws.region", "ARN");
            assertThat(own.generateDataKey(arn, 128, NONE).wrapped().keyId()).isEqualTo(arn);
        }
    }

    private KmsByName withoutRegion() {
        return new KmsByName(new AwsKms(AwsOptions.read(
                TestSettings.values("parquet.kms.aws.endpoint", kms.endpoint().toString()))));
    }

    @Test
    void region_wrong_isNotFoundOrDenied() {
        String abroad = kms.createKey(ABROAD);
        assertThatExceptionOfType(KeyNotFoundException.class)
                .isThrownBy(() -> service.generateDataKey(id(abroad), 128, NONE))
                .withMessageContainingAll(
                        id(abroad), "Check the id, the account and the Region (parquet.kms.aws.region)");
        WrappedKey wrapped = service.generateDataKey(abroad, 128, NONE).wrapped();
        // KMS tells no more than this about a blob of another Region
        assertThatExceptionOfType(KeyAccessDeniedException.class)
                .isThrownBy(() -> service.decrypt(new WrappedKey(id(abroad), wrapped.ciphertext()), NONE))
                .withMessageContaining("does not exist in this region");
    }

    // ---- multi-Region keys

    @Test
    void decrypt_multiRegionKey_asksTheReplicaInTheConfiguredRegion() {
        String primary = kms.createMultiRegionKey(ABROAD);
        String replica = kms.replicate(primary, HOME);
        DataKey made = service.generateDataKey(primary, 128, NONE);
        assertThat(aws.last().region()).isEqualTo(ABROAD);
        kms.resetLog();
        assertReads(made.wrapped(), made.plaintext(), replica);
        assertThat(kms.log()).singleElement().satisfies(request -> {
            assertThat(request.region()).isEqualTo(HOME);
            assertThat(request.keyArn()).isEqualTo(replica);
            assertThat(request.outcome()).isEqualTo("OK");
        });
    }

    @Test
    void decrypt_multiRegionKeyWithoutReplica_asksItsOwnRegion() {
        String primary = kms.createMultiRegionKey(ABROAD);
        DataKey made = service.generateDataKey(primary, 128, NONE);
        kms.resetLog();
        assertReads(made.wrapped(), made.plaintext(), primary);
        assertThat(kms.log()).extracting(RecordedRequest::region).containsExactly(HOME, ABROAD);
        assertThat(kms.log()).extracting(RecordedRequest::outcome).containsExactly("NotFoundException", "OK");
    }

    @Test
    void decrypt_multiRegionKeyInItsOwnRegion_asksOnce() {
        String primary = kms.createMultiRegionKey(HOME);
        DataKey made = service.generateDataKey(primary, 128, NONE);
        assertReads(made.wrapped(), made.plaintext(), primary);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(1);
    }

    @Test
    void decrypt_multiRegionKeyByReplica_readsInThePrimarysRegion() {
        String primary = kms.createMultiRegionKey(HOME);
        String replica = kms.replicate(primary, ABROAD);
        DataKey made = service.generateDataKey(replica, 128, NONE);
        assertThat(made.wrapped().keyId()).isEqualTo(replica);
        assertReads(made.wrapped(), made.plaintext(), primary);
    }

    @Test
    void decrypt_replicaDisabled_isUnusable() {
        String primary = kms.createMultiRegionKey(ABROAD);
        kms.disable(kms.replicate(primary, HOME));
        DataKey made = service.generateDataKey(primary, 128, NONE);
        assertThatThrownBy(() -> service.decrypt(made.wrapped(), NONE)).isInstanceOf(KeyUnusableException.class);
    }

    /** A reader may have rights in the key's own Region only, and IAM may answer before KMS looks for a replica. */
    @Test
    void decrypt_multiRegionKeyDeniedInTheConfiguredRegion_asksItsOwnRegion() {
        String primary = kms.createMultiRegionKey(ABROAD);
        String replica = kms.replicate(primary, HOME);
        DataKey made = service.generateDataKey(primary, 128, NONE);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, replica);
        assertReads(made.wrapped(), made.plaintext(), primary);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, primary);
        assertThatExceptionOfType(KeyAccessDeniedException.class)
                .isThrownBy(() -> service.decrypt(made.wrapped(), NONE))
                .withMessageContaining(primary);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"__type\":\"InvalidCiphertextException\"}'",
        "'{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected\"}'",
        "'{\"__type\":\"InvalidParameterValue\",\"message\":\"Missing CiphertextBlob\"}'",
    })
    void dryRun_serverWantsACiphertext_isUnsupported(String answer) {
        try (CannedKms canned = new CannedKms(400, answer);
                KmsByName to =
                        aws.open("parquet.kms.aws.endpoint", canned.endpoint().toString())) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> to.dryRun(KmsOperation.DECRYPT, "alias/pii", NONE))
                    .withMessageContaining("This server knows no dry run of kms:Decrypt without a ciphertext");
        }
    }
}
