package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.Printable;
import io.parquetkms.kms.KmsKeys.Naming;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.TestAccess;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KmsKeysTest {

    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String OTHER_ID = "00000000-12ab-34cd-56ef-1234567890ab";
    private static final String MRK = "mrk-1234abcd12ab34cd56ef1234567890ab";
    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/" + ID;

    private String @Nullable [] start;

    /** Later ones, where there was a start. */
    private KmsKeys keys(String... properties) {
        String[] here = here(properties);
        KeyAccess access = start == null ? TestAccess.of(here) : TestAccess.startedWith(here(start), here);
        return access.keys();
    }

    /** In a Region, unless another is given: else this machine's own would count. */
    private static String[] here(String... properties) {
        return Stream.concat(Stream.of("parquet.kms.aws.region", "eu-west-1"), Stream.of(properties))
                .toArray(String[]::new);
    }

    private static String key(String region, String account, String id) {
        return "arn:aws:kms:" + region + ":" + account + ":key/" + id;
    }

    private static void assertTrusted(KmsKeys keys, String... keyIds) {
        for (String keyId : keyIds) {
            assertThat(keys.requested(keyId, false).value()).isEqualTo(keyId);
        }
    }

    private static void assertUntrusted(KmsKeys keys, String... keyIds) {
        for (String keyId : keyIds) {
            assertThatExceptionOfType(UntrustedKeyException.class)
                    .as(keyId)
                    .isThrownBy(() -> keys.requested(keyId, false))
                    .withMessageContainingAll("The file names the KMS key", Printable.line(keyId));
        }
    }

    private void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> keys(properties))
                .withMessageContainingAll(inMessage);
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    // ---- names

    @Test
    void configured_name_isTheConfiguredKey() {
        KmsKeys keys = keys("parquet.kms.key.pii", ARN, "parquet.kms.key.hr", "alias/hr");
        assertThat(keys.configured("pii").value()).isEqualTo(ARN);
        assertThat(keys.configured("hr").value()).isEqualTo("alias/hr");
    }

    @ParameterizedTest
    @ValueSource(strings = {ARN, "arn:aws:kms:eu-west-1:111122223333:alias/pii", "alias/pii", "alias/aws/s3", ID, MRK})
    void configured_anyFormOfKey_isItself(String key) {
        assertThat(keys().configured(key).value()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pii", "1234abcd", "mrk-1", ID + "0"})
    void configured_unknownName_isRefusedNamingTheProperty(String key) {
        KmsKeys keys = keys("parquet.kms.key.hr", ARN, "parquet.kms.key.b", ARN);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> keys.configured(key))
                .withMessage("Unknown key '" + key + "': there is no parquet.kms.key." + key
                        + "; set it to a key ARN, alias ARN, alias/<name> or key id (configured: [b, hr])");
    }

    @Test
    void of_columnListWithUnknownName_isRefused() {
        assertRefused(
                properties(
                        "parquet.encryption.footer.key", "hr",
                        "parquet.encryption.column.keys", "pii:ssn",
                        "parquet.kms.key.hr", ARN),
                "Unknown key 'pii'",
                "parquet.kms.key.pii");
        assertRefused(properties("parquet.encryption.uniform.key", "all"), "Unknown key 'all'", "parquet.kms.key.all");
    }

    /** As in Spark's own test of encryption: the property's name could not have that letter. */
    @ParameterizedTest
    @ValueSource(strings = {"footerKey", "FOOTERKEY"})
    void of_nameInUpperCase_saysTheLowerOne(String name) {
        assertRefused(
                properties("parquet.encryption.uniform.key", name),
                "Unknown key '" + name + "': names are in lower case; write 'footerkey', and set"
                        + " parquet.kms.key.footerkey to a key ARN");
        assertThat(keys("parquet.encryption.uniform.key", "footerkey", "parquet.kms.key.footerkey", ARN)
                        .configured("footerkey"))
                .hasToString(ARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alias/", "alias/a b", "my key", "Schlüssel", "arn:aws:s3:::bucket", "-k"})
    void configured_noNameAtAll_saysWhatOneIs(String name) {
        KmsKeys keys = keys("parquet.kms.key.hr", ARN);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> keys.configured(name))
                .withMessageStartingWith("Unknown key '" + name + "': it is no key ARN")
                .withMessageContaining("no name either: lower-case letters")
                .withMessageEndingWith("(configured: [hr])");
    }

    @Test
    void of_nameOfNoKey_isRefused() {
        assertRefused(
                properties("parquet.kms.key.pii", "my-key"),
                "Unknown key 'pii'",
                "'my-key' is no key ARN, alias ARN, alias/<name> or key id");
    }

    @Test
    void of_keystore_takesAnyName() {
        KmsKeys keys = keys(
                "parquet.kms.provider", "keystore",
                "hadoop.security.key.provider.path", "jceks://file/keys.jceks",
                "parquet.kms.key.pii", "pii_2026");
        assertThat(keys.configured("pii").value()).isEqualTo("pii_2026");
        assertThat(keys.configured("other").value()).isEqualTo("other");
        assertTrusted(keys, "anything");
        assertThat(keys.requested("pii", false).value()).isEqualTo("pii_2026");
    }

    // ---- default trust

    /** It may have stood for another key; a key that is written with, or that stands there itself, is just that one. */
    @Test
    void requested_nameInAFile_mayHaveBeenAnotherKey() {
        KmsKeys keys = keys("parquet.kms.key.pii", ARN);
        assertThat(keys.requested("pii", false).isRepointable()).isTrue();
        assertThat(keys.requested("pii", false)).isNotEqualTo(keys.requested(ARN, false));
        assertThat(keys.requested(ARN, false).isRepointable()).isFalse();
        assertThat(keys.requested("pii", true).isRepointable()).isFalse();
        assertThat(keys.configured("pii").isRepointable()).isFalse();
    }

    @Test
    void requested_nameInAFile_isTheConfiguredKey() {
        assertThat(keys("parquet.kms.key.pii", ARN).requested("pii", false).value())
                .isEqualTo(ARN);
        assertThat(keys("parquet.kms.key.pii", ARN, "parquet.kms.trusted.keys", key("us-east-1", "444455556666", ID))
                        .requested("pii", false))
                .hasToString(ARN);
    }

    /** What was found trusted is remembered, up to a number; it changes no answer. */
    @Test
    void requested_thousandsOfKeys_answersStay() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", "arn:aws:kms:eu-west-1:111122223333:key/*");
        for (int i = 0; i < 2_000; i++) {
            String trusted = key("eu-west-1", "111122223333", ID.substring(0, ID.length() - 4) + (1000 + i));
            assertTrusted(keys, trusted, trusted);
            assertUntrusted(keys, trusted.replace("111122223333", "444455556666"));
        }
    }

    @Test
    void requested_keyArnsConfigured_areTheirAccountsAndRegions() {
        KmsKeys keys = keys("parquet.kms.key.a", ARN, "parquet.kms.key.b", key("us-east-1", "444455556666", ID));
        assertTrusted(
                keys,
                ARN,
                key("eu-west-1", "111122223333", OTHER_ID),
                key("us-east-1", "444455556666", OTHER_ID),
                "arn:aws:kms:eu-west-1:111122223333:alias/x");
        assertUntrusted(
                keys,
                key("us-east-1", "111122223333", ID),
                key("eu-west-1", "444455556666", ID),
                key("eu-west-1", "999999999999", ID),
                "arn:aws-cn:kms:eu-west-1:111122223333:key/" + ID);
    }

    @Test
    void requested_keysOfColumnLists_countAsConfigured() {
        KmsKeys keys = keys(
                "parquet.encryption.footer.key",
                ARN,
                "parquet.encryption.column.keys",
                key("us-east-1", "444455556666", ID) + ":ssn");
        assertTrusted(keys, ARN, key("us-east-1", "444455556666", OTHER_ID));
        assertUntrusted(keys, key("us-east-1", "111122223333", ID));
    }

    @Test
    void requested_aliasOnly_isTheRegion() {
        KmsKeys keys = keys("parquet.kms.key.a", "alias/a", "parquet.kms.aws.region", "eu-west-1");
        assertTrusted(keys, ARN, key("eu-west-1", "999999999999", ID));
        assertUntrusted(keys, key("us-east-1", "111122223333", ID));
    }

    @Test
    void requested_aliasArn_isItsAccountAndRegion() {
        KmsKeys keys = keys("parquet.kms.key.a", "arn:aws:kms:eu-west-1:111122223333:alias/a");
        assertTrusted(keys, ARN);
        assertUntrusted(keys, key("eu-west-1", "999999999999", ID));
    }

    @Test
    void requested_nothingConfigured_isTheRegion() {
        KmsKeys keys = keys("parquet.kms.aws.region", "eu-west-1");
        assertTrusted(keys, ARN, key("eu-west-1", "999999999999", ID));
        assertUntrusted(keys, key("us-east-1", "111122223333", ID));
    }

    @Test
    void requested_arnAndAlias_areBoth() {
        KmsKeys keys = keys(
                "parquet.kms.key.a", "alias/a",
                "parquet.kms.key.b", key("us-east-1", "444455556666", ID),
                "parquet.kms.aws.region", "eu-west-1");
        assertTrusted(keys, key("eu-west-1", "999999999999", ID), key("us-east-1", "444455556666", OTHER_ID));
        assertUntrusted(keys, key("us-east-1", "999999999999", ID));
    }

    @Test
    void requested_multiRegionKey_isAlsoItsReplicasInConfiguredRegions() {
        KmsKeys keys = keys(
                "parquet.kms.key.a",
                key("eu-west-1", "111122223333", MRK),
                "parquet.kms.key.b",
                key("ap-south-1", "444455556666", ID),
                "parquet.kms.aws.region",
                "us-east-1");
        assertTrusted(
                keys,
                key("eu-west-1", "111122223333", MRK),
                key("us-east-1", "111122223333", MRK),
                key("ap-south-1", "111122223333", MRK),
                key("eu-west-1", "111122223333", ID));
        assertThat(keys.requested(key("us-west-2", "111122223333", MRK), false).value())
                .isEqualTo(key("us-east-1", "111122223333", MRK));
        assertUntrusted(
                keys,
                key("us-east-1", "111122223333", ID),
                key("us-east-1", "999999999999", MRK),
                key("us-east-1", "111122223333", "mrk-00000000000000000000000000000000"));
    }

    @Test
    void requested_multiRegionKeyAndAlias_areBoth() {
        KmsKeys keys = keys(
                "parquet.kms.key.a", "alias/a",
                "parquet.kms.key.b", key("us-east-1", "444455556666", MRK),
                "parquet.kms.aws.region", "eu-west-1");
        assertTrusted(keys, ARN, key("us-east-1", "444455556666", ID));
    }

    @Test
    void requested_multiRegionKeyOfAnotherRegion_isItsReplicaInTheOwnOneWhereThatIsTrusted() {
        String here = key("eu-west-1", "111122223333", MRK);
        String home = key("us-east-1", "111122223333", MRK);
        assertThat(List.of(
                        keys("parquet.kms.key.a", "alias/a"),
                        keys("parquet.kms.key.a", ARN),
                        keys("parquet.kms.key.a", "alias/a", "parquet.kms.trusted.keys", here),
                        keys("parquet.kms.trusted.keys", "arn:aws:kms:eu-west-1:111122223333:key/*")))
                .allSatisfy(keys -> {
                    for (int i = 0; i < 2; i++) { // found first, then known
                        assertThat(keys.requested(home, false).value()).isEqualTo(here);
                        assertThat(keys.requestedByExecutor(home, false).value())
                                .isEqualTo(here);
                    }
                    assertUntrusted(
                            keys,
                            key("us-east-1", "111122223333", ID),
                            "arn:aws:kms:us-east-1:111122223333:alias/mrk-a");
                    assertThatExceptionOfType(UntrustedKeyException.class)
                            .isThrownBy(() -> keys.requested(home, true))
                            .withMessageContaining(home);
                    assertThatExceptionOfType(UntrustedKeyException.class)
                            .isThrownBy(() -> keys.checkAnswered(new KeyId("alias/a"), false, home))
                            .withMessageContaining(home);
                });
    }

    @Test
    void requested_multiRegionKeyWhoseReplicaIsNotTrusted_isRefused() {
        String home = key("us-east-1", "111122223333", MRK);
        assertUntrusted(keys("parquet.kms.trusted.keys", ARN), home);
        assertUntrusted(keys("parquet.kms.key.a", key("eu-west-1", "444455556666", ID)), home);
        start = new String[] {"parquet.kms.trusted.keys", ARN};
        assertUntrusted(keys("parquet.kms.trusted.keys", key("eu-west-1", "111122223333", MRK)), home);
    }

    // ---- explicit trust

    @Test
    void requested_arnListed_isThatOneOnly() {
        KmsKeys keys =
                keys("parquet.kms.trusted.keys", ARN, "parquet.kms.key.a", key("eu-west-1", "111122223333", OTHER_ID));
        assertTrusted(keys, ARN);
        assertUntrusted(keys, key("eu-west-1", "111122223333", OTHER_ID), ARN + "0");
    }

    @Test
    void requested_stars_standForAnything() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", "arn:aws:kms:*:111122223333:key/*, arn:aws:kms:us-east-1:4*");
        assertTrusted(keys, ARN, key("us-west-2", "111122223333", MRK), key("us-east-1", "444455556666", ID));
        assertUntrusted(keys, key("eu-west-1", "444455556666", ID), "arn:aws:kms:eu-west-1:111122223333:alias/x");
    }

    @Test
    void requested_starAlone_isEveryKey() {
        assertTrusted(keys("parquet.kms.trusted.keys", "*"), ARN, key("us-east-1", "999999999999", ID));
    }

    @Test
    void requested_otherPatternCharacters_areThemselves() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", "arn:aws:kms:eu.west.1:111122223333:key/*");
        assertUntrusted(keys, ARN);
    }

    @Test
    void requested_nameListed_isItsKey() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", "pii", "parquet.kms.key.pii", ARN);
        assertTrusted(keys, ARN);
        assertUntrusted(keys, key("eu-west-1", "111122223333", OTHER_ID));
    }

    @Test
    void requested_bareIdListed_isThatIdInTheRegion() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", ID + "," + MRK);
        assertTrusted(keys, ARN, key("eu-west-1", "111122223333", MRK));
        assertUntrusted(
                keys,
                key("eu-west-1", "111122223333", OTHER_ID),
                key("us-east-1", "111122223333", ID),
                key("us-east-1", "111122223333", "mrk-00000000000000000000000000000000"));
    }

    /** What follows the account must not pass for the Region or the account of a pattern. */
    @Test
    void requested_regionOfAPatternInTheResource_isNoKey() {
        KmsKeys keys = keys("parquet.kms.key.a", "alias/a");
        assertUntrusted(
                keys,
                "arn:aws:kms:us-east-1:999999999999:key/x:kms:eu-west-1:y",
                "arn:aws:kms:us-east-1:999999999999:alias/x:kms:eu-west-1:y");
        assertUntrusted(
                keys("parquet.kms.trusted.keys", "arn:aws:kms:*:111122223333:key/*"),
                "arn:aws:kms:us-east-1:999999999999:key/x:111122223333:key/y");
    }

    @Test
    void of_aliasAsTrusted_isRefused() {
        assertRefused(
                properties("parquet.kms.trusted.keys", "alias/pii"),
                "Invalid entry 'alias/pii' in parquet.kms.trusted.keys",
                "must be a key ARN");
        assertRefused(
                properties("parquet.kms.trusted.keys", "pii", "parquet.kms.key.pii", "alias/pii"),
                "Invalid entry 'pii'");
    }

    /** KMS answers with the key's ARN: an alias would be trusted at first, and then not. */
    @Test
    void of_aliasArnAsTrusted_isRefused() {
        String aliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/pii";
        assertRefused(properties("parquet.kms.trusted.keys", aliasArn), "Invalid entry '" + aliasArn);
        assertRefused(properties("parquet.kms.trusted.keys", "pii", "parquet.kms.key.pii", aliasArn), "entry 'pii'");
    }

    @Test
    void of_nonsenseAsTrusted_isRefused() {
        assertRefused(properties("parquet.kms.trusted.keys", "pii"), "Invalid entry 'pii'");
        assertRefused(properties("parquet.kms.trusted.keys", "arn:aws:s3:::bucket"), "Invalid entry");
    }

    // ---- what a file may hold

    @Test
    void requested_unresolvedForms_waitForTheKeyThatAnswers() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", ARN);
        assertTrusted(keys, "alias/pii", ID, OTHER_ID);
    }

    @Test
    void requested_noAwsKey_isRefusedAsAnotherKmss() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", "*");
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> keys.requested("kf", false))
                .withMessageContainingAll("'kf'", "which is no key ARN", "parquet.kms.provider");
        assertUntrusted(keys, "", "arn:aws:kms:evil.com/:111122223333:key/" + ID, ARN + "\n", " " + ARN);
    }

    @Test
    void requested_longKeyId_isShortenedInTheMessage() {
        KmsKeys keys = keys();
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> keys.requested("x".repeat(1_000_000), false))
                .matches(e -> String.valueOf(e.getMessage()).length() < 500);
    }

    /** Whoever writes a file writes no lines of a log. */
    @Test
    void requested_lineFeedInTheKeyId_isShownByItsCode() {
        String forged = "alias/x\n2026-11-26 INFO all is well\u202e";
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> keys().requested(forged, false))
                .withMessageContaining("'alias/x\\u000a2026-11-26 INFO all is well\\u202e'");
        KeyId keystores = keys(
                        "parquet.kms.provider", "keystore",
                        "hadoop.security.key.provider.path", "jceks://file/keys.jceks")
                .requested(forged, false);
        assertThat(keystores.value()).isEqualTo(forged);
        assertThat(keystores).hasToString("alias/x\\u000a2026-11-26 INFO all is well\\u202e");
        assertThat(new WrappedKey(forged, "AAAA").toString()).doesNotContain("\n", "\u202e");
    }

    @Test
    void requested_untrusted_saysWhichProperty() {
        KmsKeys keys = keys("parquet.kms.key.a", ARN);
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> keys.requested(key("eu-west-1", "999999999999", ID), false))
                .withMessageContainingAll("not trusted here", "parquet.kms.trusted.keys", "parquet.kms.key.<name>");
    }

    @Test
    void requested_keystoreWithList_isTheList() {
        KmsKeys keys = keys(
                "parquet.kms.provider", "keystore",
                "hadoop.security.key.provider.path", "jceks://file/keys.jceks",
                "parquet.kms.trusted.keys", "pii,hr_*",
                "parquet.kms.key.pii", "pii_2026");
        assertTrusted(keys, "pii_2026", "hr_1");
        assertUntrusted(keys, "other");
    }

    @Test
    void of_properSettings_asksNoKms() {
        assertThatCode(() -> keys("parquet.kms.aws.endpoint", "http://127.0.0.1:1", "parquet.kms.key.a", ARN))
                .doesNotThrowAnyException();
    }

    // ---- in an application that was started with others

    private static final String FOREIGN = "arn:aws:kms:eu-west-1:999999999999:key/" + ID;

    private void start(String... properties) {
        start = properties;
    }

    private static void assertNotForTheApplication(ThrowingCallable use) {
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(use)
                .withMessageContainingAll(
                        FOREIGN,
                        "configured after the application started",
                        "spark.hadoop.parquet.kms.trusted.keys",
                        "spark.hadoop.parquet.kms.key.<name>");
    }

    @Test
    void configured_configuredLaterAndUntrustedAtStart_isRefused() {
        start("parquet.kms.key.pii", ARN);
        KmsKeys keys = keys("parquet.kms.key.evil", FOREIGN);
        assertNotForTheApplication(() -> keys.configured("evil"));
        assertNotForTheApplication(() -> keys.configured(FOREIGN));
        assertThat(keys.configured("pii").value()).isEqualTo(ARN);
    }

    @Test
    void configured_keyOfAColumnListUntrustedAtStart_isRefused() {
        start("parquet.kms.key.pii", ARN);
        KmsKeys keys = keys("parquet.encryption.uniform.key", FOREIGN);
        assertNotForTheApplication(() -> keys.configured(FOREIGN));
    }

    /** Before the KMS is asked: the request alone tells the other account who reads, and of what. */
    @Test
    void requested_nameConfiguredLaterAndUntrustedAtStart_isRefused() {
        start("parquet.kms.key.pii", ARN);
        KmsKeys keys = keys("parquet.kms.key.evil", FOREIGN);
        assertNotForTheApplication(() -> keys.requested("evil", false));
        assertThat(keys.requested("pii", false).value()).isEqualTo(ARN);
    }

    @Test
    void requested_arnConfiguredLaterAndUntrustedAtStart_isRefused() {
        start("parquet.kms.key.pii", ARN);
        assertUntrusted(keys("parquet.kms.key.evil", FOREIGN), FOREIGN);
    }

    @Test
    void requested_widenedLater_staysAsAtStart() {
        start("parquet.kms.trusted.keys", ARN);
        assertTrusted(keys("parquet.kms.trusted.keys", "*"), ARN);
        assertUntrusted(keys("parquet.kms.trusted.keys", "*"), FOREIGN, key("eu-west-1", "111122223333", OTHER_ID));
    }

    @Test
    void requested_narrowedLater_isNarrower() {
        start("parquet.kms.trusted.keys", "arn:aws:kms:eu-west-1:111122223333:*");
        KmsKeys keys = keys("parquet.kms.trusted.keys", ARN);
        assertTrusted(keys, ARN);
        assertUntrusted(keys, key("eu-west-1", "111122223333", OTHER_ID), FOREIGN);
    }

    @Test
    void configured_configuredLaterAndTrustedAtStart_isTheKey() {
        start("parquet.kms.key.pii", ARN);
        String other = key("eu-west-1", "111122223333", OTHER_ID);
        KmsKeys keys = keys("parquet.kms.key.hr", other);
        assertThat(keys.configured("hr").value()).isEqualTo(other);
        assertThat(keys.requested("hr", false).value()).isEqualTo(other);
        assertTrusted(keys, other, ARN);
    }

    @Test
    void configured_configuredAtStartOnly_isTheKeyThoughNotTrusted() {
        start("parquet.kms.key.archive", FOREIGN, "parquet.kms.trusted.keys", ARN);
        KmsKeys keys = keys();
        assertThat(keys.configured("archive").value()).isEqualTo(FOREIGN);
        assertThat(keys.requested("archive", false).value()).isEqualTo(FOREIGN);
        assertUntrusted(keys, FOREIGN);
    }

    @Test
    void requested_keystoreNameOfAName_isRefused() {
        start(
                "parquet.kms.provider", "keystore",
                "hadoop.security.key.provider.path", "jceks://file/keys.jceks",
                "parquet.kms.trusted.keys", "pii");
        KmsKeys keys = keys("parquet.kms.key.a", "evil", "parquet.kms.key.evil", "other");
        for (String name : List.of("a", "evil")) {
            assertThatExceptionOfType(UntrustedKeyException.class).isThrownBy(() -> keys.requested(name, false));
        }
        assertTrusted(keys, "pii");
    }

    // ---- the key that answers

    private void assertAnswers(KmsKeys keys, String asked, boolean writing, String... answers) {
        for (String answered : answers) {
            assertThatCode(() -> keys.checkAnswered(keys.configured(asked), writing, answered))
                    .as(answered)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void checkAnswered_writingWithAConfiguredAlias_isWhateverItLeadsTo() {
        KmsKeys keys = keys("parquet.kms.key.pii", "alias/pii", "parquet.kms.trusted.keys", ARN);
        assertAnswers(keys, "pii", true, ARN, FOREIGN);
    }

    @Test
    void checkAnswered_reading_mustBeTrustedToo() {
        KmsKeys keys = keys("parquet.kms.key.pii", "alias/pii", "parquet.kms.trusted.keys", ARN);
        assertAnswers(keys, "pii", false, ARN);
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> keys.checkAnswered(keys.configured("pii"), false, FOREIGN))
                .withMessageContaining(FOREIGN);
    }

    @Test
    void checkAnswered_writingWithAnAliasOfAFile_mustBeTrusted() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", ARN);
        KeyId alias = keys.requested("alias/other", true);
        assertThatCode(() -> keys.checkAnswered(alias, true, ARN)).doesNotThrowAnyException();
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> keys.checkAnswered(alias, true, FOREIGN));
    }

    /** An alias or a bare id says nothing of where it leads, so that the start can only judge the answer. */
    @Test
    void checkAnswered_writingWithAnAliasNamedLater_mustBeTrustedAtStart() {
        start("parquet.kms.key.pii", ARN, "parquet.kms.trusted.keys", ARN);
        for (String late : List.of("alias/late", OTHER_ID)) {
            KmsKeys keys = keys("parquet.kms.key.late", late, "parquet.kms.trusted.keys", "*");
            assertAnswers(keys, "late", true, ARN);
            assertNotForTheApplication(() -> keys.checkAnswered(keys.configured("late"), true, FOREIGN));
        }
    }

    @Test
    void checkAnswered_writingWithAnAliasOfTheStart_isWhateverItLeadsTo() {
        start("parquet.kms.key.pii", "alias/pii", "parquet.kms.trusted.keys", ARN);
        assertAnswers(keys(), "pii", true, ARN, FOREIGN);
    }

    // ---- named, not only trusted

    @Test
    void naming_configuredByArnOrId_isNamed_andNoOtherOfTheAccount() {
        KmsKeys keys = keys("parquet.kms.key.pii", ARN, "parquet.kms.key.hr", OTHER_ID);
        assertThat(keys.naming(ARN)).isEqualTo(Naming.NAMED);
        assertThat(keys.naming("pii")).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(key("eu-west-1", "111122223333", OTHER_ID))).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(key("eu-west-1", "111122223333", MRK))).isEqualTo(Naming.UNNAMED);
        assertThat(keys.aliases()).isEmpty();
    }

    @Test
    void naming_nothingConfigured_isUnnamed() {
        assertThat(keys().naming(ARN)).isEqualTo(Naming.UNNAMED);
    }

    @Test
    void naming_ofTrustedKeys_isNamed() {
        KmsKeys keys = keys("parquet.kms.trusted.keys", "arn:aws:kms:eu-west-1:111122223333:key/*");
        assertThat(keys.naming(ARN)).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(key("us-east-1", "111122223333", ID))).isEqualTo(Naming.UNNAMED);
    }

    @Test
    void naming_whereAnAliasMayLeadToIt_isNotTold() {
        String alias = "arn:aws:kms:eu-west-1:111122223333:alias/pii";
        KmsKeys keys = keys("parquet.kms.key.pii", alias);
        assertThat(keys.naming(ARN)).isEqualTo(Naming.PERHAPS);
        assertThat(keys.naming(alias)).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(key("us-east-1", "111122223333", ID))).isEqualTo(Naming.UNNAMED);
        assertThat(keys.aliases()).extracting(KeyId::value).containsExactly(alias);
    }

    /** A replica has the key's id and another Region. */
    @Test
    void naming_replicaOfAConfiguredKey_isNamed() {
        KmsKeys keys = keys("parquet.kms.key.pii", key("eu-west-1", "111122223333", MRK));
        assertThat(keys.naming(key("us-east-1", "111122223333", MRK))).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(key("us-east-1", "999999999999", MRK))).isEqualTo(Naming.UNNAMED);
        assertThat(keys.naming(key("us-east-1", "111122223333", ID))).isEqualTo(Naming.UNNAMED);
        assertThat(keys.requested(key("us-east-1", "111122223333", MRK), false).value())
                .as("not in a Region that only the file names")
                .isEqualTo(key("eu-west-1", "111122223333", MRK));
        assertTrusted(
                keys(
                        "parquet.kms.key.pii",
                        key("eu-west-1", "111122223333", MRK),
                        "parquet.kms.key.hr",
                        key("us-east-1", "111122223333", ID)),
                key("us-east-1", "111122223333", MRK));
    }

    /** An option could name any key of a trusted account, and a planted file would pass. */
    @Test
    void naming_keysNamedLater_areNotNamedWhereTheStartNamesSome() {
        String planted = key("eu-west-1", "111122223333", OTHER_ID);
        start("parquet.kms.key.pii", ARN);
        assertThat(keys("parquet.kms.key.late", planted).naming(planted)).isEqualTo(Naming.UNNAMED);
        assertThat(keys("parquet.kms.trusted.keys", "arn:aws:kms:*").naming(planted))
                .isEqualTo(Naming.UNNAMED);
        assertThat(keys("parquet.encryption.uniform.key", planted).naming(ARN)).isEqualTo(Naming.NAMED);
        start();
        assertThat(keys("parquet.kms.key.late", planted).naming(planted)).isEqualTo(Naming.NAMED);
    }

    /** Who lists one Region's replica trusts that one. */
    @Test
    void naming_replicaOfATrustedKey_isNotWidened() {
        String home = key("eu-west-1", "111122223333", MRK);
        String abroad = key("us-east-1", "111122223333", MRK);
        KmsKeys keys = keys("parquet.kms.trusted.keys", home);
        assertThat(keys.naming(home)).isEqualTo(Naming.NAMED);
        assertThat(keys.naming(abroad)).isEqualTo(Naming.UNNAMED);
        assertThat(keys.requested(abroad, false).value()).isEqualTo(home);
        assertUntrusted(keys("parquet.kms.trusted.keys", home, "parquet.kms.aws.region", "us-west-2"), abroad);
    }

    // ---- keys of the start that have no name of their own

    /** Executors are told of them, too: here as there, only what is pinned is known of the start. */
    @Test
    void checkAnswered_writingWithAColumnsAliasOfTheStart_isWhateverItLeadsTo() {
        start(
                "parquet.encryption.footer.key",
                "alias/footer",
                "parquet.encryption.column.keys",
                OTHER_ID + ":ssn",
                "parquet.kms.trusted.keys",
                ARN);
        KmsKeys keys = keys();
        assertAnswers(keys, "alias/footer", true, ARN, FOREIGN);
        assertAnswers(keys, OTHER_ID, true, ARN, FOREIGN);
        assertThat(keys.naming("alias/footer")).isEqualTo(Naming.NAMED);
        KmsKeys later = keys("parquet.encryption.column.keys", "alias/late:ssn");
        assertAnswers(later, "alias/footer", true, ARN, FOREIGN);
        assertAnswers(later, "alias/late", true, ARN);
        assertNotForTheApplication(() -> later.checkAnswered(later.configured("alias/late"), true, FOREIGN));
    }
}
