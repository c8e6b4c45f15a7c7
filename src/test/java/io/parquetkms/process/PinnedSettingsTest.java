package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.ColumnOptions.Unmatched;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Pinning;
import io.parquetkms.config.Property;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.kms.aws.AwsProperties;
import io.parquetkms.policy.EncryptedPaths;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What later settings can make of those that an application was started with. */
final class PinnedSettingsTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String OTHER = "arn:aws:kms:eu-west-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab";
    private static final String TOKEN = "eyJhbGciOiJub25lIn0";

    private static final String[] STARTED = {
        "parquet.kms.key.pii", ARN,
        "parquet.kms.aws.region", "eu-west-1",
        "parquet.kms.aws.endpoint", "https://kms.example.com",
        "parquet.kms.encrypted.paths", "/data/pii",
        "parquet.kms.trusted.keys", ARN,
        "parquet.kms.kek.max.age", "2h",
        "parquet.kms.encryption.context", "app=etl",
    };

    private KmsRuntime runtime = new KmsRuntime();

    @AfterEach
    void end() {
        runtime.close();
        runtime = new KmsRuntime();
    }

    private KeyAccess start(String... properties) {
        KeyAccess started = TestAccess.of(properties);
        end();
        runtime = KmsRuntime.pinned(started.pinned(), null);
        return started;
    }

    private KeyAccess later(String... properties) {
        return runtime.access(TestSettings.configuration(properties));
    }

    private static String[] and(String[] properties, String... more) {
        return Stream.of(properties, more).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private void assertRefused(String name, String value) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .as("%s=%s", name, value)
                .isThrownBy(() -> later(name, value))
                .withMessageContainingAll(
                        "Property " + name + " can't be changed in a running application", "'" + value + "'")
                .withMessageEndingWith("Unset it there, or set spark.hadoop." + name + " at start");
    }

    // ---- filled in

    @Test
    void of_nothingLater_isAsStarted() {
        KeyAccess started = start(STARTED);
        KeyAccess now = later();
        assertThat(now.provider()).isEqualTo(started.provider());
        assertThat(now.settings().keyring()).isEqualTo(started.settings().keyring());
        assertThat(now.settings().keys()).isEqualTo(started.settings().keys());
        assertThat(now.settings().trustedKeys()).isEqualTo(started.settings().trustedKeys());
        assertThat(now.rules().encryptedPaths().cover(new Configuration(false), new Path("/data/pii/f")))
                .isTrue();
    }

    @Test
    void of_everythingAgain_isAccepted() {
        start(STARTED);
        assertThat(later(STARTED).provider()).isEqualTo(later().provider());
    }

    @Test
    void of_sameValuesWithBlanks_areAccepted() {
        start(STARTED);
        assertThat(later("parquet.kms.aws.region", " eu-west-1 ", "parquet.kms.key.pii", ARN + " ")
                        .settings()
                        .keys())
                .containsEntry("pii", ARN);
    }

    @Test
    void of_emptyLater_isAsStarted() {
        start(STARTED);
        for (int i = 0; i < STARTED.length; i += 2) {
            KeyAccess now = later(STARTED[i], " ");
            assertThat(now.pinned()).as(STARTED[i]).isEqualTo(later().pinned());
        }
    }

    @Test
    void of_defaultSaidLater_isAccepted() {
        start("parquet.kms.key.pii", ARN);
        assertThatCode(() -> later(
                        "parquet.kms.provider", "aws",
                        "parquet.kms.kek.max.age", "24h",
                        "parquet.kms.aws.credentials", "default"))
                .doesNotThrowAnyException();
    }

    @Test
    void of_resolvedRegionSaidLater_isAccepted() {
        String before = System.getProperty("aws.region");
        System.setProperty("aws.region", "eu-west-1");
        try {
            start("parquet.kms.key.pii", ARN);
            System.setProperty("aws.region", "us-east-1");
            assertThat(later().pinned().get("parquet.kms.aws.region")).isEqualTo("eu-west-1");
            assertThatCode(() -> later("parquet.kms.aws.region", "eu-west-1")).doesNotThrowAnyException();
            assertRefused("parquet.kms.aws.region", "us-east-1");
        } finally {
            if (before == null) {
                System.clearProperty("aws.region");
            } else {
                System.setProperty("aws.region", before);
            }
        }
    }

    // ---- hostile

    @ParameterizedTest
    @CsvSource({
        "parquet.kms.provider, keystore",
        "parquet.kms.aws.endpoint, https://evil.example.com",
        "parquet.kms.aws.sts.endpoint, https://evil.example.com",
        "parquet.kms.aws.region, us-east-1",
        "parquet.kms.aws.fips, true",
        "parquet.kms.aws.dualstack, true",
        "parquet.kms.aws.credentials, com.example.EvilProvider",
        "parquet.kms.aws.credentials, assume-role:arn:aws:iam::999999999999:role/evil",
        "parquet.kms.aws.assumed.role.session.name, evil",
        "parquet.kms.aws.assumed.role.external.id, evil",
        "parquet.kms.kek.max.age, 3650d",
        "parquet.kms.kek.grace, 7d",
        "parquet.kms.kek.max.deks, 4294967296",
        "parquet.kms.cache.max.keks, 1",
        "parquet.kms.denied.ttl, 0s",
        "parquet.kms.spark.broker, keys",
        "parquet.kms.spark.broker.timeout, 1h",
        "parquet.kms.spark.preflight, off",
        "parquet.kms.key.pii, " + OTHER,
        "hadoop.security.key.provider.path, jceks://file/tmp/evil.jceks",
        "hadoop.security.keystore.java-keystore-provider.password-file, evil",
    })
    void of_changedLater_isRefused(String name, String value) {
        start(STARTED);
        assertRefused(name, value);
    }

    static Stream<Property> fixed() {
        return KmsProperties.ALL.stream().filter(property -> property.pinning() == Pinning.FIXED);
    }

    @Test
    void libraryProperties_thatMayDiffer_areThese() {
        assertThat(KmsProperties.ALL.stream().filter(property -> property.pinning() != Pinning.FIXED))
                .containsExactlyInAnyOrder(
                        KmsProperties.KEY,
                        KmsProperties.TRUSTED_KEYS,
                        KmsProperties.ENCRYPTED_PATHS,
                        KmsProperties.COLUMNS,
                        KmsProperties.COLUMNS_MISSING,
                        KmsProperties.COLUMNS_UNMATCHED,
                        KmsProperties.PLAINTEXT_LEVELS,
                        KmsProperties.ENCRYPTION_CONTEXT);
    }

    /** A property that is new tomorrow, too. */
    @ParameterizedTest
    @MethodSource("fixed")
    void of_anyOtherProperty_isRefused(Property property) {
        start("parquet.kms.key.pii", ARN);
        assertRefused(property.name(), "changed");
    }

    @Test
    void of_changedKeystore_isRefused() {
        start("parquet.kms.provider", "keystore", "hadoop.security.key.provider.path", "jceks://file/tmp/keys.jceks");
        assertRefused("hadoop.security.key.provider.path", "jceks://file/tmp/evil.jceks");
        assertRefused("parquet.kms.provider", "aws");
        assertThat(later().provider().dollarsPerRequest()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PARQUET.KMS.AWS.ENDPOINT", "Parquet.kms.aws.endpoint", "spark.hadoop.parquet.kms.aws.endpoint"})
    void of_changedUnderAnotherName_isRefused(String name) {
        start("parquet.kms.key.pii", ARN);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later(name, "https://evil.example.com"))
                .withMessageContaining(name);
    }

    @Test
    void of_changedByAVariable_isRefused() {
        start(STARTED);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later("evil", "evil.example.com", "parquet.kms.aws.endpoint", "https://${evil}"))
                .withMessageContaining("https://evil.example.com");
    }

    // ---- what later settings may say

    @Test
    void key_furtherName_isAdded() {
        start(STARTED);
        assertThat(later("parquet.kms.key.hr", OTHER).settings().keys())
                .containsOnly(Map.entry("pii", ARN), Map.entry("hr", OTHER));
    }

    @Test
    void trustedKeys_later_areTheLaterOnesBesideThoseOfTheStart() {
        start(STARTED);
        KeyAccess now = later("parquet.kms.trusted.keys", "*");
        assertThat(now.settings().trustedKeys()).containsExactly("*");
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> now.keys().requested(OTHER, false));
        assertThat(now.keys().requested(ARN, false)).hasToString(ARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "false", "/other", "/data/pii", "/data/pii/x,/other", "/other,false"})
    void encryptedPaths_later_areAdded(String paths) {
        start(STARTED);
        EncryptedPaths now = later("parquet.kms.encrypted.paths", paths).rules().encryptedPaths();
        assertThat(now.cover(new Configuration(false), new Path("/data/pii/f.parquet")))
                .isTrue();
        assertThat(now.cover(new Configuration(false), new Path("/other/f.parquet")))
                .isEqualTo(paths.contains("/other"));
        assertThat(now.cover(new Configuration(false), new Path("/free/f.parquet")))
                .isFalse();
    }

    @Test
    void encryptedPaths_everywhereLater_isEverywhere() {
        start(STARTED);
        assertThat(later("parquet.kms.encrypted.paths", "*")
                        .rules()
                        .encryptedPaths()
                        .cover(new Configuration(false), new Path("/free")))
                .isTrue();
    }

    @Test
    void encryptedPaths_brokenLater_isRefused() {
        start(STARTED);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later("parquet.kms.encrypted.paths", "/x/[a"))
                .withMessageContaining("parquet.kms.encrypted.paths");
    }

    @Test
    void encryptionContext_nothingLater_isThatOfTheStart() {
        start(STARTED);
        assertThat(later().settings().encryptionContext()).containsOnly(Map.entry("app", "etl"));
        assertThat(later("parquet.kms.encryption.context", " ").settings().encryptionContext())
                .containsOnly(Map.entry("app", "etl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table=x", "app=etl,table=x", "table=x, app = etl"})
    void encryptionContext_furtherPairs_areAdded(String pairs) {
        start(STARTED);
        assertThat(later("parquet.kms.encryption.context", pairs).settings().encryptionContext())
                .containsOnly(Map.entry("app", "etl"), Map.entry("table", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app=other", "table=x,app=", "app=etl2"})
    void encryptionContext_changedPair_isRefused(String pairs) {
        start(STARTED);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later("parquet.kms.encryption.context", pairs))
                .withMessage("Property parquet.kms.encryption.context can't be changed in a running application: it was"
                        + " 'app=etl' when it started, and a session, table or option now says '" + pairs
                        + "'. Unset it there, or set only keys that it did not have, or set"
                        + " spark.hadoop.parquet.kms.encryption.context at start");
    }

    @Test
    void encryptionContext_malformedLater_isRefused() {
        start(STARTED);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later("parquet.kms.encryption.context", "app"))
                .withMessageContaining("must be k=v,k2=v2");
    }

    // ---- how files are encrypted

    private static final String UNIFORM = "parquet.encryption.uniform.key";
    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String COLUMNS = "parquet.encryption.column.keys";
    private static final String COMPLETE = "parquet.encryption.complete.columns";

    private EncryptionOptions encryption(String... later) {
        return Objects.requireNonNull(later(later).settings().encryption());
    }

    private void assertRelaxed(String name, String value, String atStart) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .as("%s=%s", name, value)
                .isThrownBy(() -> later(name, value))
                .withMessageContainingAll(
                        "Property " + name + " can't be relaxed in a running application",
                        "it was '" + atStart + "' when it started",
                        "'" + value + "'",
                        "or set it no looser (",
                        ", or set spark.hadoop." + name + " at start");
    }

    /** Who sets it to nothing gets what the start says. */
    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void encryption_blankLater_isThatOfTheStart(String blank) {
        String[] uniform = {UNIFORM, "pii", "parquet.encryption.data.key.length.bits", "256"};
        start(and(STARTED, uniform));
        EncryptionOptions started = encryption();
        assertThat(started.uniform()).isTrue();
        assertThat(started.dekBits()).isEqualTo(256);
        assertThat(encryption(UNIFORM, blank, "parquet.encryption.data.key.length.bits", blank))
                .isEqualTo(started);
        String[] columns = {FOOTER, "pii", COLUMNS, "pii:ssn", COMPLETE, "true"};
        start(and(STARTED, columns));
        EncryptionOptions byColumn = encryption();
        assertThat(byColumn.completeColumns()).isTrue();
        assertThat(encryption(FOOTER, blank, COLUMNS, blank, COMPLETE, blank)).isEqualTo(byColumn);
    }

    @ParameterizedTest
    @CsvSource({
        "parquet.encryption.algorithm, AES_GCM_V1, AES_GCM_CTR_V1",
        "parquet.encryption.algorithm, aes_gcm_v1, aes_gcm_ctr_v1",
        "parquet.encryption.algorithm, AES_GCM_V1, NONE",
        "parquet.encryption.plaintext.footer, false, true",
        "parquet.encryption.plaintext.footer, false, TRUE",
        "parquet.encryption.data.key.length.bits, 256, 128",
        "parquet.encryption.data.key.length.bits, 256, 192",
        "parquet.encryption.kek.length.bits, 192, 128",
        "parquet.encryption.complete.columns, true, false",
        "parquet.encryption.double.wrapping, true, false",
        "parquet.encryption.key.material.store.internally, true, false",
    })
    void encryption_looserLater_isRefused(String name, String atStart, String value) {
        start(and(STARTED, FOOTER, "pii", COLUMNS, "pii:ssn", name, atStart));
        assertRelaxed(name, value, atStart);
    }

    /** What is not set at start is as the defaults say, once the start names a key. */
    @ParameterizedTest
    @CsvSource({
        "parquet.encryption.algorithm, AES_GCM_V1, AES_GCM_CTR_V1",
        "parquet.encryption.plaintext.footer, false, true",
    })
    void encryption_looserThanTheDefaultLater_isRefused(String name, String byDefault, String value) {
        start(and(STARTED, UNIFORM, "pii"));
        assertRelaxed(name, value, byDefault);
    }

    /** Under encrypted paths whole files are encrypted, unless the start says otherwise. */
    @Test
    void columnsUnmatched_plaintextLater_isRefusedWhereTheStartHasEncryptedPaths() {
        String unmatched = "parquet.kms.columns.unmatched";
        start("parquet.kms.encrypted.paths", "/pii");
        assertRelaxed(unmatched, "plaintext", "footer");
        assertThat(later(unmatched, "fail").settings().columns().unmatched(false))
                .isEqualTo(Unmatched.FAIL);
        start("parquet.kms.encrypted.paths", "/pii", unmatched, "plaintext");
        assertThat(later(unmatched, "plaintext").settings().columns().plaintextAllowed())
                .isTrue();
        start();
        assertThat(later(unmatched, "plaintext").settings().columns().plaintextAllowed())
                .isTrue();
    }

    @Test
    void encryption_tighterLater_isAccepted() {
        start(and(
                STARTED,
                and(
                        new String[] {FOOTER, "pii", COLUMNS, "pii:ssn"},
                        "parquet.encryption.algorithm",
                        "AES_GCM_CTR_V1",
                        "parquet.encryption.plaintext.footer",
                        "true",
                        "parquet.encryption.data.key.length.bits",
                        "192")));
        EncryptionOptions tighter = encryption(
                "parquet.encryption.algorithm",
                "AES_GCM_V1",
                "parquet.encryption.plaintext.footer",
                "false",
                "parquet.encryption.data.key.length.bits",
                "256",
                "parquet.encryption.kek.length.bits",
                "256",
                COMPLETE,
                "true");
        assertThat(tighter)
                .isEqualTo(new EncryptionOptions(
                        "pii",
                        false,
                        Map.of("pii", List.of(ColumnPath.get("ssn"))),
                        true,
                        false,
                        ParquetCipher.AES_GCM_V1,
                        256,
                        256));
    }

    /** Each table has columns of its own. */
    @Test
    void encryption_otherKeysAndColumnsLater_areTheLaterOnes() {
        start(and(STARTED, "parquet.kms.key.hr", ARN, FOOTER, "pii", COLUMNS, "pii:ssn", COMPLETE, "true"));
        EncryptionOptions now = encryption(FOOTER, "hr", COLUMNS, "hr:salary");
        assertThat(now.footerKey()).isEqualTo("hr");
        assertThat(now.columns()).containsOnlyKeys("hr");
        assertThat(now.completeColumns()).isTrue();
    }

    @Test
    void encryption_footerKeyAtStart_takesColumnsOrOneKeyLater() {
        start(and(STARTED, FOOTER, "pii"));
        assertThat(encryption(COLUMNS, "pii:ssn").footerKey()).isEqualTo("pii");
        assertThat(encryption(UNIFORM, "pii", FOOTER, "").uniform()).isTrue();
        assertThat(encryption(UNIFORM, "pii").uniform()).isTrue();
    }

    /** One key encrypts every column: keys of columns in its place leave none in plaintext. */
    @Test
    void encryption_columnsForOneKeyOfTheStart_encryptsTheOthersWithTheFootersKey() {
        start(and(STARTED, UNIFORM, "pii"));
        EncryptionOptions now = encryption(UNIFORM, "", FOOTER, "pii", COLUMNS, "pii:ssn");
        assertThat(now.uniform()).isFalse();
        assertThat(now.completeColumns()).isTrue();
        assertThat(encryption(UNIFORM, "", FOOTER, "pii", COLUMNS, "pii:ssn", COMPLETE, "true"))
                .isEqualTo(now);
        assertThat(encryption(FOOTER, "pii", COLUMNS, "pii:ssn")).isEqualTo(now);
        assertThat(encryption(UNIFORM, "", FOOTER, "pii").uniform()).isTrue();
    }

    @Test
    void encryption_someColumnsForOneKeyOfTheStart_isRefused() {
        start(and(STARTED, UNIFORM, "pii"));
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later(UNIFORM, "", FOOTER, "pii", COLUMNS, "pii:ssn", COMPLETE, "false"))
                .withMessage(
                        "Property parquet.encryption.complete.columns can't be relaxed in a running application: it"
                                + " was 'true' (by parquet.encryption.uniform.key) when it started, and a session, table or"
                                + " option now says 'false'. Unset it there, or set it no looser (false < true), or set"
                                + " spark.hadoop.parquet.encryption.complete.columns at start");
    }

    @Test
    void encryption_bothWaysLater_isRefusedAsBefore() {
        start(and(STARTED, UNIFORM, "pii"));
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> encryption(UNIFORM, "pii", FOOTER, "pii", COLUMNS, "pii:ssn"))
                .withMessageContaining(UNIFORM + " is the key of everything");
    }

    /** A start that names no key promises nothing about how a table is encrypted, but for what it sets. */
    @Test
    void encryption_noKeyAtStart_isTheLaterOnesOwn() {
        start(and(STARTED, "parquet.encryption.data.key.length.bits", "256"));
        assertThat(later().settings().encryption()).isNull();
        EncryptionOptions own = encryption(
                UNIFORM,
                "pii",
                "parquet.encryption.algorithm",
                "AES_GCM_CTR_V1",
                "parquet.encryption.plaintext.footer",
                "true");
        assertThat(own.algorithm()).isEqualTo(ParquetCipher.AES_GCM_CTR_V1);
        assertThat(own.plaintextFooter()).isTrue();
        assertThat(own.dekBits()).isEqualTo(256);
        assertRelaxed("parquet.encryption.data.key.length.bits", "128", "256");
    }

    @Test
    void parquetProperties_thatAreFree_areThese() {
        assertThat(ParquetProperties.ALL.stream().filter(property -> property.pinning() == Pinning.FREE))
                .containsExactlyInAnyOrder(
                        ParquetProperties.FACTORY_CLASS,
                        ParquetProperties.KMS_CLIENT_CLASS,
                        ParquetProperties.CACHE_LIFETIME,
                        ParquetProperties.KMS_INSTANCE_ID,
                        ParquetProperties.KMS_INSTANCE_URL,
                        ParquetProperties.KMS_ENABLE_URL_READ,
                        ParquetProperties.ACCESS_TOKEN);
    }

    // ---- begin and end

    @Test
    void pinned_isWithoutSecretsAndWhatIsFree() {
        KeyAccess settings = TestAccess.of(and(
                STARTED,
                "parquet.encryption.key.access.token",
                TOKEN,
                "parquet.encryption.uniform.key",
                "pii",
                "parquet.block.size",
                "1"));
        assertThat(settings.pinned())
                .containsOnlyKeys(
                        "parquet.kms.key.pii",
                        "parquet.kms.aws.region",
                        "parquet.kms.aws.endpoint",
                        "parquet.kms.encrypted.paths",
                        "parquet.kms.trusted.keys",
                        "parquet.kms.kek.max.age",
                        "parquet.kms.encryption.context",
                        "parquet.encryption.uniform.key");
        assertThat(settings.pinned().toString()).doesNotContain(TOKEN);
    }

    @Test
    void pinned_inAnotherProcess_isTheSame() {
        KeyAccess started = start(STARTED);
        assertThat(later().pinned()).isEqualTo(started.pinned());
    }

    @Test
    void accessToken_later_isTheLaterOnesOwn() {
        start(and(STARTED, "parquet.encryption.key.access.token", TOKEN));
        assertThat(later().settings().accessToken()).isEqualTo("DEFAULT");
        assertThat(later("parquet.encryption.key.access.token", "other")
                        .settings()
                        .accessToken())
                .isEqualTo("other");
    }

    @Test
    void end_changedLater_isAccepted() {
        start(STARTED);
        assertRefused("parquet.kms.aws.endpoint", "https://other.example.com");
        end();
        assertThatCode(() -> later("parquet.kms.aws.endpoint", "https://other.example.com"))
                .doesNotThrowAnyException();
    }

    @Test
    void startWith_nextApplication_hasRulesOfItsOwn() {
        start("parquet.kms.aws.region", "eu-west-1");
        KeyAccess first = later("parquet.kms.key.pii", ARN);
        end();
        start("parquet.kms.aws.region", "us-east-1");
        KeyAccess second = later("parquet.kms.key.pii", ARN);
        assertThat(first.pinned().get("parquet.kms.aws.region")).isEqualTo("eu-west-1");
        assertThat(second.pinned().get("parquet.kms.aws.region")).isEqualTo("us-east-1");
    }

    @Test
    void startWith_unusable_isRefusedAndChangesNothing() {
        start(STARTED);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> KmsRuntime.pinned(Map.of("parquet.kms.provider", "nonsense"), null));
        assertThat(later().settings().keys()).containsOnly(Map.entry("pii", ARN));
    }

    @Test
    void refuse_everySetting_saysWhy() {
        runtime = KmsRuntime.refusing("the disk is full");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> later())
                .withMessage("parquet-kms could not start in this process: the disk is full");
        end();
        assertThatCode(() -> later()).doesNotThrowAnyException();
    }

    // ---- Spark's settings

    @ParameterizedTest
    @CsvSource({
        "spark.parquet.kms.provider, spark.hadoop.parquet.kms.provider",
        "spark.sql.parquet.encryption.footer.key, spark.hadoop.parquet.encryption.footer.key",
        "spark.sql.hive.parquet.crypto.factory.class, spark.hadoop.parquet.crypto.factory.class",
        "spark.haddop.parquet.kms.key.pii, spark.hadoop.parquet.kms.key.pii",
        "spark.parquet.KMS.key.pii, spark.hadoop.parquet.kms.key.pii",
        "spark.Hadoop.parquet.kms.key.pii, spark.hadoop.parquet.kms.key.pii",
        "SPARK.HADOOP.PARQUET.KMS.KEY.PII, spark.hadoop.parquet.kms.key.pii",
        "spark.hadoop.Parquet.encryption.footer.key, spark.hadoop.parquet.encryption.footer.key",
    })
    void check_nearMiss_isRefusedNamingTheRightOne(String setting, String right) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SparkSettings.check(Map.of(setting, "x")))
                .withMessage("Setting " + setting + " has no effect: did you mean " + right + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spark.hadoop.parquet.kms.provider",
                "spark.hadoop.parquet.encryption.footer.key",
                "parquet.kms.provider",
                "spark.sql.parquet.compression.codec",
                "spark.sql.parquet.enableVectorizedReader",
                "spark.hadoop.parquet.block.size",
                "spark.plugins",
                "spark.plugins.internal.conf.io.parquetkms.spark.ParquetKmsPlugin.started.with.parquet.kms.provider",
                "spark.app.name",
            })
    void check_properSetting_isAccepted(String setting) {
        assertThatCode(() -> SparkSettings.check(Map.of(setting, "x"))).doesNotThrowAnyException();
    }

    @Test
    void configuration_settings_areThoseOfHadoopAndBareOnes() {
        Configuration hadoop = TestSettings.configuration("from.hadoop", "h", "parquet.kms.aws.region", "eu-west-1");
        Configuration configuration = SparkSettings.configuration(
                hadoop,
                Map.of(
                        "spark.hadoop.parquet.kms.key.pii",
                        ARN,
                        "parquet.kms.key.hr",
                        OTHER,
                        "spark.hadoop.fs.x",
                        "y",
                        "spark.app.name",
                        "app"));
        Map<String, String> all = new HashMap<>();
        configuration.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        assertThat(all)
                .containsOnly(
                        Map.entry("from.hadoop", "h"),
                        Map.entry("parquet.kms.aws.region", "eu-west-1"),
                        Map.entry("parquet.kms.key.pii", ARN),
                        Map.entry("parquet.kms.key.hr", OTHER),
                        Map.entry("fs.x", "y"));
        assertThat(hadoop.get("fs.x")).isNull();
    }

    /** As in Spark's own sessions, in whatever order the settings come. */
    @Test
    void configuration_bothForms_theBareOneCounts() {
        Map<String, String> bareFirst = new LinkedHashMap<>();
        bareFirst.put("parquet.kms.key.pii", ARN);
        bareFirst.put("spark.hadoop.parquet.kms.key.pii", OTHER);
        Map<String, String> bareLast = new LinkedHashMap<>();
        bareLast.put("spark.hadoop.parquet.kms.key.pii", OTHER);
        bareLast.put("parquet.kms.key.pii", ARN);
        for (Map<String, String> settings : List.of(bareFirst, bareLast)) {
            assertThat(SparkSettings.configuration(new Configuration(false), settings)
                            .get("parquet.kms.key.pii"))
                    .isEqualTo(ARN);
        }
    }

    @Test
    void setIfUnset_isSetOrKept() {
        Configuration hadoop = TestSettings.configuration("parquet.kms.aws.region", " eu-west-1 ");
        assertThat(SparkSettings.setIfUnset(hadoop, AwsProperties.REGION, "us-east-1"))
                .isEqualTo("eu-west-1");
        assertThat(SparkSettings.setIfUnset(hadoop, KmsProperties.PROVIDER, "keystore"))
                .isEqualTo("keystore");
        assertThat(hadoop.get("parquet.kms.provider")).isEqualTo("keystore");
    }
}
