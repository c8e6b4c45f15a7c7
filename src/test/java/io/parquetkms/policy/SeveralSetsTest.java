package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.ColumnRules.Rule;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Settings;
import io.parquetkms.config.TestSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of a policy, of the start, of a session, lists of leaf paths and tags, for the columns of one file. */
final class SeveralSetsTest {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message t { required int64 id; required binary ssn; required binary email; optional group address {
              optional binary street; optional binary country; } }
            """);
    private static final Path FILE = new Path("/lake/t/part-0.parquet");

    private static Settings settings(String... namesAndValues) {
        String[] footer = {"parquet.encryption.footer.key", "footer"};
        return TestSettings.of(
                Stream.of(footer, namesAndValues).flatMap(Stream::of).toArray(String[]::new));
    }

    private static Settings rules(String rules, String... more) {
        String[] columns = {"parquet.kms.columns", rules};
        return settings(Stream.of(columns, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static EncryptedColumns of(PlaceRules place, Map<String, String> tags) {
        return place.of(SCHEMA, Tags.of(tags), FILE).columns();
    }

    private static EncryptedColumns of(Settings settings, Map<String, String> tags) {
        return of(PlaceRules.of(settings, null, null, false, false), tags);
    }

    private static PolicyPlace policy(String key, String pattern) {
        Rule rule = Rule.parse(key, pattern, "policy s3://conf/lake.json, line 12");
        return new PolicyPlace(
                "policy s3://conf/lake.json, line 10",
                Map.of(ParquetProperties.FOOTER_KEY, "footer"),
                new RuleSet(new ColumnRules(List.of(rule)), false),
                true,
                Collections.emptySortedMap(),
                null);
    }

    private static EncryptedColumns later(String rules, @Nullable String atStart, @Nullable PolicyPlace policy) {
        return of(
                PlaceRules.of(rules(rules), atStart == null ? null : rules(atStart), policy, false, false),
                Map.of("parquet.kms.encrypt.id", "ids"));
    }

    private static ColumnPath path(String... names) {
        return ColumnPath.get(names);
    }

    @Test
    void sets_thatSayDifferentThings_holdTogether() {
        EncryptedColumns found = later("hr: email", "pii: ssn", policy("geo", "address.*"));

        assertThat(found.byKey())
                .isEqualTo(Map.of(
                        "geo", List.of(path("address", "street"), path("address", "country")),
                        "pii", List.of(path("ssn")),
                        "hr", List.of(path("email")),
                        "ids", List.of(path("id"))));
        assertThat(found.reasons())
                .containsEntry(path("address", "street"), "rule 'address.*' of policy s3://conf/lake.json, line 12")
                .containsEntry(path("ssn"), "rule 'ssn' of parquet.kms.columns")
                .containsEntry(path("id"), "'parquet.kms.encrypt.id' in the file's metadata");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hr: ssn   | pii: ssn   | geo: address | 'pii' by rule 'ssn' of parquet.kms.columns, and under key 'hr' by rule 'ssn'",
                "hr: ssn   | pii: email | geo: ssn     | 'geo' by rule 'ssn' of policy s3://conf/lake.json, line 12, and under key 'hr'",
                "hr: email | pii: ssn   | geo: *s*     | 'geo' by rule '*s*' of policy s3://conf/lake.json, line 12, and under key 'pii'",
                "hr: email | pii: ssn   | geo: id      | 'geo' by rule 'id' of policy s3://conf/lake.json, line 12, and under key 'ids' by 'parquet.kms.encrypt.id'",
                "hr: id    | pii: ssn   | geo: email   | 'hr' by rule 'id' of parquet.kms.columns, and under key 'ids' by 'parquet.kms.encrypt.id'",
            })
    void earlierWord_stays(String later, String atStart, String policy, String message) {
        int colon = policy.indexOf(": ");

        assertThatThrownBy(() -> later(later, atStart, policy(policy.substring(0, colon), policy.substring(colon + 2))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("of /lake/t/part-0.parquet is under key " + message, "change one of them");
    }

    /** What a set takes out of its own key's columns, others may still encrypt; what others put there, it can't take out. */
    @Test
    void exclusions_areOfTheirOwnSet() {
        assertThat(later("pii: address; !pii: address.country", "pii: address.country", null)
                        .byKey()
                        .get("pii"))
                .containsExactlyInAnyOrder(path("address", "street"), path("address", "country"));
    }

    @Test
    void missing_isEachSetsOwn() {
        assertThat(later("hr: email", "pii: ssn", policy("geo", "phone")).byKey())
                .doesNotContainKey("geo");
        assertThatThrownBy(() -> later("hr: phone", "pii: ssn", policy("geo", "phone")))
                .hasMessageContaining("Rule 'phone' of parquet.kms.columns fits no column");
        assertThatThrownBy(() -> of(
                        PlaceRules.of(
                                rules("hr: fax", "parquet.kms.columns.missing", "ignore"),
                                rules("pii: phone"),
                                null,
                                false,
                                false),
                        Map.of()))
                .as("the start's hold as they were")
                .hasMessageContaining("Rule 'phone' of parquet.kms.columns");
    }

    @Test
    void sameRulesTwice_areOne() {
        assertThat(PlaceRules.of(rules("pii: ssn"), rules("pii: ssn"), null, false, false)
                        .ruleSets())
                .hasSize(1);
    }

    @Test
    void listsAndRules_holdTogether() {
        assertThat(of(rules("pii: s*", "parquet.encryption.column.keys", "pii:ssn;hr:email"), Map.of())
                        .byKey())
                .isEqualTo(Map.of("pii", List.of(path("ssn")), "hr", List.of(path("email"))));
        assertThatThrownBy(() -> of(rules("pii: s*", "parquet.encryption.column.keys", "hr:ssn"), Map.of()))
                .hasMessageContaining("under key 'pii' by rule 's*' of parquet.kms.columns, and under key 'hr' by"
                        + " parquet.encryption.column.keys");
    }

    // What nobody names

    @Test
    void unmatched_holdsWithRules() {
        assertThat(of(rules("pii: ssn, address; !pii: address.country"), Map.of())
                        .plaintext())
                .containsExactly(path("id"), path("email"), path("address", "country"));
        EncryptedColumns footer = of(
                rules("pii: ssn, address; !pii: address.country", "parquet.kms.columns.unmatched", "footer"), Map.of());
        assertThat(footer.plaintext()).isEmpty();
        assertThat(footer.withFooterKey()).containsExactly(path("id"), path("email"), path("address", "country"));
        assertThatThrownBy(() -> of(rules("pii: ssn", "parquet.kms.columns.unmatched", "fail"), Map.of()))
                .hasMessageContaining("leave out: id, email, address.street, address.country");
        assertThat(of(rules("pii: **", "parquet.kms.columns.unmatched", "fail"), Map.of())
                        .number())
                .isEqualTo(5);
    }

    @Test
    void notes_nameTheRules() {
        PlaintextColumns told =
                of(rules("pii: ssn, address; !pii: address.country"), Map.of()).told();

        assertThat(told.note("/lake/t")).contains("id, email, address.country. parquet.kms.columns and ");
        assertThat(told.warning("/lake/t")).contains("address.country", "name them in parquet.kms.columns or ");
    }

    @Test
    void rulesThatMayBeMissing_andAre_leaveThePlaintextFile() {
        EncryptedColumns found = of(rules("pii: phone", "parquet.kms.columns.missing", "ignore"), Map.of());

        assertThat(found.none()).isTrue();
    }

    // The footer's key by a tag

    private static final Map<String, String> TAGGED = Map.of("parquet.kms.encrypt.email", "true");

    @ParameterizedTest
    @ValueSource(strings = {"plaintext", "fail"})
    void taggedTrue_isNamedWithTheFootersKey(String unmatched) {
        EncryptedColumns found = of(rules("pii: id, ssn, address", "parquet.kms.columns.unmatched", unmatched), TAGGED);

        assertThat(found.withFooterKey()).containsExactly(path("email"));
        assertThat(found.plaintext()).isEmpty();
        assertThat(found.number()).isEqualTo(5);
        assertThat(found.reasons()).containsKey(path("email"));
    }

    @Test
    void taggedTrue_alone_isEnough() {
        EncryptedColumns found = of(settings(), TAGGED);

        assertThat(found.withFooterKey()).containsExactly(path("email"));
        assertThat(found.plaintext()).hasSize(4);
        assertThat(found.none()).isFalse();
    }

    @Test
    void taggedTrue_underAnotherKey_staysThere() {
        assertThat(of(rules("pii: email"), TAGGED).byKey()).isEqualTo(Map.of("pii", List.of(path("email"))));
    }

    /** Spark's schema says that it is sensitive, the file's metadata which key it has. */
    @Test
    void taggedTrue_givesWayToAKey() {
        String spark = "{\"type\":\"struct\",\"fields\":[{\"name\":\"email\",\"type\":\"binary\","
                + "\"nullable\":false,\"metadata\":{\"encrypt\":true}}]}";
        Map<String, String> tags =
                Map.of("org.apache.spark.sql.parquet.row.metadata", spark, "parquet.kms.encrypt.email", "pii");

        assertThat(of(settings(), tags).byKey()).isEqualTo(Map.of("pii", List.of(path("email"))));
        assertThat(of(settings(), tags).withFooterKey()).isEmpty();
    }

    @Test
    void taggedTrue_whereOneKeyEncryptsAll_changesNothing() {
        Settings uniform = TestSettings.of("parquet.encryption.uniform.key", "all");

        assertThat(of(uniform, TAGGED).uniform()).isTrue();
        EncryptedColumns found = of(uniform, Map.of("parquet.kms.encrypt.email", "pii"));
        assertThat(found.byKey()).isEqualTo(Map.of("pii", List.of(path("email"))));
        assertThat(found.withFooterKey()).hasSize(4);
    }

    @Test
    void differentTags_ofOneSchema_areTwo() {
        PlaceRules place = PlaceRules.of(settings(), null, null, false, false);

        assertThat(of(place, TAGGED).withFooterKey()).containsExactly(path("email"));
        assertThat(of(place, Map.of("parquet.kms.encrypt.id", "true")).withFooterKey())
                .isEqualTo(Set.of(path("id")));
    }
}
