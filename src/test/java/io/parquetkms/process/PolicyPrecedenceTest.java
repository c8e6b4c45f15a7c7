package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Policy;
import io.parquetkms.policy.Tags;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has the first word: the policy, then what the application was started with, then a session, table or option. */
final class PolicyPrecedenceTest {

    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String UNIFORM = "parquet.encryption.uniform.key";
    private static final String COLUMN_KEYS = "parquet.encryption.column.keys";
    private static final String COLUMNS = "parquet.kms.columns";
    private static final String UNMATCHED = "parquet.kms.columns.unmatched";
    private static final String CONTEXT = "parquet.kms.encryption.context";

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            "message t { required int64 id; required int64 ssn; required int64 salary; required int64 note; }");

    private static final Path FILE = new Path("/lake/customer/part-0");

    private String place = "";
    private Map<String, String> start = Map.of();

    /** The policy has one place, with these fields. */
    private PolicyPrecedenceTest policy(String fields) {
        place = fields;
        return this;
    }

    private PolicyPrecedenceTest start(String... namesAndValues) {
        start = TestAccess.of(namesAndValues).pinned();
        return this;
    }

    private KeyAccess access(String... later) {
        Policy policy = Policy.parse(
                "lake.json", "{\"version\": 1, \"places\": [{\"path\": \"/lake\", " + place.replace('\'', '"') + "}]}");
        try (KmsRuntime application = KmsRuntime.pinned(start, policy)) {
            return application.access(TestSettings.configuration(later));
        }
    }

    private PlaceRules in(Path file, String... later) {
        return access(later).rules().of(new Configuration(false), file);
    }

    private EncryptionOptions options(String... later) {
        return Objects.requireNonNull(in(FILE, later).options());
    }

    private EncryptedColumns columns(String... later) {
        return in(FILE, later).of(SCHEMA, Tags.NONE, FILE).columns();
    }

    private static Set<ColumnPath> only(String... names) {
        return List.of(names).stream().map(ColumnPath::get).collect(Collectors.toSet());
    }

    private void assertRefused(String[] later, String... message) {
        assertThatThrownBy(() -> in(FILE, later).options())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(message)
                .hasMessageContaining("would change what policy lake.json, line 1 says");
        assertThatCode(() -> in(FILE, later).required()).as("who reads").doesNotThrowAnyException();
        assertThatCode(() -> in(new Path("/elsewhere/x"), later).options())
                .as("elsewhere the session has its say")
                .doesNotThrowAnyException();
    }

    // ---- the footer's key

    @ParameterizedTest
    @CsvSource({
        "parquet.encryption.footer.key, other",
        "parquet.encryption.uniform.key, other",
        "parquet.encryption.footer.key, p"
    })
    void footerKey_ofTheStart_givesWay(String property, String key) {
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}").start(property, key, "parquet.kms.key.other", "alias/o");
        assertThat(options().footerKey()).isEqualTo("p");
        assertThat(columns().byKey()).isEqualTo(Map.of("c", List.of(ColumnPath.get("ssn"))));
    }

    @Test
    void footerKey_ofTheStart_holdsElsewhere() {
        policy("'key': 'p'").start(UNIFORM, "s");
        assertThat(Objects.requireNonNull(in(new Path("/elsewhere/x")).options())
                        .footerKey())
                .isEqualTo("s");
    }

    @Test
    void footerKey_later_isRefused() {
        policy("'key': 'p'");
        assertRefused(new String[] {FOOTER, "other", COLUMN_KEYS, "k:ssn"}, FOOTER + "=other", "'p'");
        assertRefused(new String[] {UNIFORM, "other"}, UNIFORM + "=other", "'p'");
        start(UNIFORM, "s");
        assertRefused(new String[] {UNIFORM, "other"}, UNIFORM + "=other", "'p'");
    }

    @Test
    void footerKey_later_theSame_isTaken_howeverItIsNamed() {
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}, 'unmatched': 'plaintext'")
                .start("parquet.kms.key.p", "alias/p");
        assertThat(options(FOOTER, "p").footerKey()).isEqualTo("p");
        assertThat(options(FOOTER, "alias/p").footerKey()).isEqualTo("p");
        assertThat(columns(FOOTER, "alias/p").plaintext()).isEqualTo(only("id", "salary", "note"));
        assertThat(columns(UNIFORM, "alias/p").plaintext())
                .as("one key for everything leaves nothing")
                .isEmpty();
    }

    // ---- what only tightens

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // policy, start, later, what holds; ! where the later one is refused
                "-, -, -, AES_GCM_V1",
                "AES_GCM_CTR_V1, -, -, AES_GCM_CTR_V1",
                "AES_GCM_CTR_V1, AES_GCM_V1, -, AES_GCM_V1",
                "AES_GCM_V1, AES_GCM_CTR_V1, -, AES_GCM_V1",
                "-, AES_GCM_CTR_V1, -, AES_GCM_V1",
                "AES_GCM_CTR_V1, -, AES_GCM_V1, AES_GCM_V1",
                "AES_GCM_CTR_V1, -, AES_GCM_CTR_V1, AES_GCM_CTR_V1",
                "AES_GCM_V1, -, AES_GCM_CTR_V1, !",
                "-, -, AES_GCM_CTR_V1, !",
                "AES_GCM_CTR_V1, AES_GCM_V1, AES_GCM_CTR_V1, !"
            })
    void algorithm(@Nullable String ofPolicy, @Nullable String ofStart, @Nullable String later, String holds) {
        tightens(
                "algorithm",
                "parquet.encryption.algorithm",
                ofPolicy == null ? null : "'" + ofPolicy + "'",
                ofStart,
                later,
                holds);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, false",
                "true, -, -, true",
                "true, false, -, false",
                "false, true, -, false",
                "-, true, -, false",
                "true, -, false, false",
                "false, -, true, !",
                "-, -, true, !"
            })
    void plaintextFooter(@Nullable String ofPolicy, @Nullable String ofStart, @Nullable String later, String holds) {
        tightens("plaintextFooter", "parquet.encryption.plaintext.footer", ofPolicy, ofStart, later, holds);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, 128",
                "256, -, -, 256",
                "192, 256, -, 256",
                "256, 128, -, 256",
                "192, -, 256, 256",
                "256, -, 128, !",
                "128, 256, 192, !"
            })
    void keyLength(@Nullable String ofPolicy, @Nullable String ofStart, @Nullable String later, String holds) {
        tightens("keyLength", "parquet.encryption.data.key.length.bits", ofPolicy, ofStart, later, holds);
        tightens("keyLength", "parquet.encryption.kek.length.bits", ofPolicy, ofStart, later, holds);
    }

    private void tightens(
            String field,
            String property,
            @Nullable String ofPolicy,
            @Nullable String ofStart,
            @Nullable String later,
            String holds) {
        policy("'key': 'p'" + (ofPolicy == null ? "" : ", '" + field + "': " + ofPolicy));
        start(ofStart == null ? new String[0] : new String[] {property, ofStart});
        String[] last = later == null ? new String[0] : new String[] {property, later};
        if (holds.equals("!")) {
            assertThatThrownBy(() -> options(last))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining(property);
        } else {
            EncryptionOptions options = options(last);
            assertThat(Map.of(
                            "parquet.encryption.algorithm", String.valueOf(options.algorithm()),
                            "parquet.encryption.plaintext.footer", String.valueOf(options.plaintextFooter()),
                            "parquet.encryption.data.key.length.bits", String.valueOf(options.dekBits()),
                            "parquet.encryption.kek.length.bits", String.valueOf(options.kekBits())))
                    .containsEntry(property, holds);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // policy, start, later, what becomes of the others
                "-, -, -, footer",
                "plaintext, -, -, plaintext",
                "fail, -, -, fail",
                "plaintext, footer, -, footer",
                "fail, plaintext, -, fail",
                "-, plaintext, -, footer",
                "plaintext, -, footer, footer",
                "footer, -, fail, fail",
                "footer, -, plaintext, !",
                "fail, -, footer, !",
                "-, -, plaintext, !"
            })
    void unmatched(@Nullable String ofPolicy, @Nullable String ofStart, @Nullable String later, String holds) {
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}"
                + (ofPolicy == null ? "" : ", 'unmatched': '" + ofPolicy + "'"));
        start(ofStart == null ? new String[0] : new String[] {UNMATCHED, ofStart});
        String[] last = later == null ? new String[0] : new String[] {UNMATCHED, later};
        switch (holds) {
            case "!" -> assertRefused(last, UNMATCHED);
            case "fail" ->
                assertThatThrownBy(() -> columns(last)).hasMessageContainingAll("Columns of", "id, salary, note");
            case "footer" -> assertThat(columns(last).withFooterKey()).isEqualTo(only("id", "salary", "note"));
            default -> assertThat(columns(last).plaintext()).isEqualTo(only("id", "salary", "note"));
        }
    }

    /** parquet-java's way to say it; of a policy that says more, nothing is taken away. */
    @Test
    void completeColumns_atStartOrLater_encryptsTheOthers() {
        String complete = "parquet.encryption.complete.columns";
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}, 'unmatched': 'plaintext'");
        assertThat(columns(complete, "true").plaintext()).isEmpty();
        assertThat(columns(complete, "false").plaintext()).isEqualTo(only("id", "salary", "note"));
        start(complete, "true", FOOTER, "s", COLUMN_KEYS, "k:x");
        assertThat(columns().plaintext()).isEmpty();
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}, 'unmatched': 'fail'");
        assertThatThrownBy(this::columns).hasMessageContaining("id, salary, note");
    }

    // ---- columns

    @Test
    void columns_laterOnes_areAdded() {
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}")
                .start(COLUMNS, "s: salary", "parquet.kms.columns.missing", "ignore");
        Map<String, List<ColumnPath>> byStart =
                Map.of("c", List.of(ColumnPath.get("ssn")), "s", List.of(ColumnPath.get("salary")));
        assertThat(columns().byKey()).isEqualTo(byStart);
        assertThat(columns(COLUMNS, "l: note").byKey())
                .as("the start's rules stay, though the session has others")
                .containsAllEntriesOf(byStart)
                .containsEntry("l", List.of(ColumnPath.get("note")));
        assertThat(columns(COLUMN_KEYS, "l:note").byKey())
                .containsAllEntriesOf(byStart)
                .containsEntry("l", List.of(ColumnPath.get("note")));
    }

    @Test
    void columns_anotherKeyForOneThatHasOne_isAnErrorNamingBoth() {
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}");
        for (String later : List.of(COLUMNS, COLUMN_KEYS)) {
            assertThatThrownBy(() -> columns(later, "other:ssn"))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContainingAll("'ssn'", "'c'", "policy lake.json, line 1", "'other'", later);
            assertThatCode(() -> columns(later, "c:ssn")).doesNotThrowAnyException();
        }
        start(COLUMNS, "other: ssn");
        assertThatThrownBy(this::columns).hasMessageContainingAll("'c'", "'other'");
    }

    @Test
    void columns_excludedLater_staysEncrypted() {
        policy("'footerKey': 'p', 'columns': {'c': ['ssn']}, 'unmatched': 'plaintext'");
        assertThat(columns(COLUMNS, "c: *; !c: ssn", FOOTER, "p").byKey())
                .isEqualTo(Map.of(
                        "c",
                        List.of(
                                ColumnPath.get("ssn"),
                                ColumnPath.get("id"),
                                ColumnPath.get("salary"),
                                ColumnPath.get("note"))));
    }

    /** Lists of leaf paths at start are those of other tables. */
    @Test
    void columnKeys_ofTheStart_giveWay() {
        policy("'key': 'p'").start(FOOTER, "s", COLUMN_KEYS, "k:not_there");
        assertThat(columns().uniform()).isTrue();
    }

    @Test
    void startsRules_withoutAPlace_holdAgainstASession() {
        policy("'key': 'p'").start(COLUMNS, "s: ssn", FOOTER, "f");
        PlaceRules elsewhere = in(new Path("/elsewhere/x"), COLUMNS, "l: note");
        assertThat(elsewhere
                        .of(SCHEMA, Tags.NONE, new Path("/elsewhere/x"))
                        .columns()
                        .byKey())
                .isEqualTo(Map.of("s", List.of(ColumnPath.get("ssn")), "l", List.of(ColumnPath.get("note"))));
    }

    // ---- what is required

    @Test
    void required_byEither_isRequired() {
        policy("'key': 'p', 'required': false").start("parquet.kms.encrypted.paths", "/elsewhere");
        assertThat(in(FILE).required()).isFalse();
        assertThat(in(FILE, "parquet.kms.encrypted.paths", "/lake").required()).isTrue();
        assertThat(in(new Path("/elsewhere/x")).required()).isTrue();
        policy("'plaintext': true").start("parquet.kms.encrypted.paths", "/lake");
        assertThat(in(FILE).required()).as("the policy takes nothing away").isTrue();
        policy("'key': 'p'");
        assertThat(in(FILE, "parquet.kms.encrypted.paths", "false").required()).isTrue();
    }

    @Test
    void required_alone_leavesTheKeysToSettings() {
        policy("'required': true").start(UNIFORM, "s");
        assertThat(options().footerKey()).isEqualTo("s");
        assertThat(options(UNIFORM, "l").footerKey()).isEqualTo("l");
        assertThat(in(FILE).required()).isTrue();
    }

    // ---- the encryption context

    @Test
    void encryptionContext_isThatOfAll_andThePolicysCounts() {
        policy("'key': 'p', 'encryptionContext': {'team': 'policy'}").start(CONTEXT, "team=start,app=etl");
        assertThat(in(FILE).encryptionContext()).isEqualTo(Map.of("team", "policy", "app", "etl"));
        assertThat(in(FILE, CONTEXT, "user=me").encryptionContext())
                .isEqualTo(Map.of("team", "policy", "app", "etl", "user", "me"));
        assertThat(in(new Path("/elsewhere/x")).encryptionContext()).isEqualTo(Map.of("team", "start", "app", "etl"));
        start();
        assertThatThrownBy(() -> in(FILE, CONTEXT, "team=later"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("team=later", "policy lake.json, line 1", "team=policy");
    }

    // ---- names of keys

    @Test
    void name_thatBothGive_mustBeTheSameKey() {
        String names = "{\"version\": 1, \"keys\": {\"pii\": \"alias/a\"}, \"default\": {\"key\": \"pii\"}}";
        Policy policy = Policy.parse("lake.json", names);
        Map<String, String> same =
                TestAccess.of("parquet.kms.key.pii", "alias/a").pinned();
        assertThatCode(() -> KmsRuntime.pinned(same, policy).close()).doesNotThrowAnyException();
        Map<String, String> other =
                TestAccess.of("parquet.kms.key.pii", "alias/b").pinned();
        assertThatThrownBy(() -> KmsRuntime.pinned(other, policy))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "parquet.kms.key.pii is alias/b", "policy lake.json says that 'pii' is alias/a");
        try (KmsRuntime application = KmsRuntime.pinned(Map.of(), policy)) {
            Configuration later = TestSettings.configuration("parquet.kms.key.pii", "alias/b");
            assertThatThrownBy(() -> application.access(later)).hasMessageContaining("parquet.kms.key.pii is alias/b");
        }
    }

    /** An id without a name is also a name that somebody could give to another key later. */
    @ParameterizedTest
    @CsvSource({"1234abcd-12ab-34cd-56ef-1234567890ab", "tenant-acme", "tenant"})
    void name_thatIsAnIdOfThePolicy_isRefused(String name) {
        Policy policy = Policy.parse("lake.json", """
                {"version": 1, "keys": {"tenant": "tenant-{tenant}"}, "places": [
                  {"path": "/a", "key": "1234abcd-12ab-34cd-56ef-1234567890ab"}, {"path": "/b", "key": "tenant"}]}""");
        try (KmsRuntime application = KmsRuntime.pinned(Map.of(), policy)) {
            assertThatThrownBy(() -> application.access(TestSettings.configuration("parquet.kms.key." + name, "other")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContainingAll("parquet.kms.key." + name, "policy lake.json", "give it another name");
        }
    }

    @Test
    void algorithm_ofThePolicy_isThatOfItsPlaceAlone() {
        policy("'key': 'p', 'algorithm': 'AES_GCM_CTR_V1'").start(UNIFORM, "s");
        assertThat(options().algorithm()).isEqualTo(ParquetCipher.AES_GCM_CTR_V1);
        assertThat(Objects.requireNonNull(in(new Path("/elsewhere/x")).options())
                        .algorithm())
                .isEqualTo(ParquetCipher.AES_GCM_V1);
    }
}
