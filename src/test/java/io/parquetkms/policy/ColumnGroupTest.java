package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.Property;
import io.parquetkms.config.TestSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a file, by who decided it. */
final class ColumnGroupTest {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            "message t { required int64 id; required binary name; required binary ssn; required int64 amount; }");

    private static final String LINE = "policy s3://conf/lake.json, line 12";
    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String LIST = "parquet.encryption.column.keys";
    private static final String UNMATCHED = "parquet.kms.columns.unmatched";

    private static List<ColumnGroup> groups(
            MessageType schema, @Nullable PolicyPlace policy, boolean covered, String... settings) {
        PlaceRules place = PlaceRules.of(TestSettings.of(settings), null, policy, covered, false);
        return ColumnGroup.of(
                place,
                place.of(schema, Tags.NONE, new Path("/lake/t/part-0.parquet")).columns());
    }

    private static List<ColumnGroup> groups(String... settings) {
        return groups(SCHEMA, null, false, settings);
    }

    private static PolicyPlace policy(Map<Property, String> decided) {
        return new PolicyPlace(LINE, decided, new RuleSet(ColumnRules.NONE, false), true, new TreeMap<>(), null);
    }

    @Test
    void listedColumns_areByKey_withTheFooterAndWhatIsInPlaintext() {
        assertThat(groups(FOOTER, "footer", LIST, "pii: name, ssn; finance: amount"))
                .containsExactlyInAnyOrder(
                        new ColumnGroup("footer", FOOTER, List.of("(footer)")),
                        new ColumnGroup("pii", LIST, List.of("name", "ssn")),
                        new ColumnGroup("finance", LIST, List.of("amount")),
                        new ColumnGroup(
                                "",
                                "no rule gives it a key, and " + UNMATCHED + " is plaintext by default",
                                List.of("id")));
    }

    @Test
    void others_withTheFootersKey_areSaidToBeSo() {
        ColumnGroup others = new ColumnGroup(
                "footer", "no rule gives it a key, and " + UNMATCHED + "=footer", List.of("id", "name", "amount"));
        assertThat(groups(FOOTER, "footer", LIST, "pii: ssn", UNMATCHED, "footer"))
                .contains(others);
        assertThat(groups(SCHEMA, null, true, FOOTER, "footer", LIST, "pii: ssn"))
                .as("must be encrypted")
                .contains(new ColumnGroup(
                        "footer",
                        "no rule gives it a key, and the footer's key is the default where files must be encrypted",
                        List.of("id", "name", "amount")));
        assertThat(groups(FOOTER, "footer", LIST, "pii: ssn", "parquet.encryption.complete.columns", "true"))
                .contains(new ColumnGroup(
                        "footer",
                        "no rule gives it a key, and parquet.encryption.complete.columns=true",
                        List.of("id", "name", "amount")));
    }

    @Test
    void oneKeyForAll_isOneGroup() {
        String uniform = "parquet.encryption.uniform.key";
        assertThat(groups(uniform, "all"))
                .containsExactly(new ColumnGroup("all", uniform, List.of("(footer)", "(all columns)")));
    }

    @Test
    void plaintextFooter_isSaidToBeSigned() {
        assertThat(groups(FOOTER, "footer", LIST, "pii: ssn", "parquet.encryption.plaintext.footer", "true"))
                .contains(new ColumnGroup("footer", FOOTER, List.of("(footer, signed)")));
    }

    @Test
    void whatAPolicyDecides_isUnderItsLine() {
        PolicyPlace policy =
                policy(Map.of(ParquetProperties.FOOTER_KEY, "finance", KmsProperties.COLUMNS_UNMATCHED, "footer"));
        assertThat(groups(SCHEMA, policy, false, LIST, "pii: ssn"))
                .containsExactlyInAnyOrder(
                        new ColumnGroup("finance", LINE, List.of("(footer)")),
                        new ColumnGroup("pii", LIST, List.of("ssn")),
                        new ColumnGroup(
                                "finance",
                                "no rule gives it a key, and " + LINE + " says footer",
                                List.of("id", "name", "amount")));
    }

    @Test
    void whatALaterSettingTightens_isNotUnderThePolicysLine() {
        PolicyPlace policy =
                policy(Map.of(ParquetProperties.FOOTER_KEY, "finance", KmsProperties.COLUMNS_UNMATCHED, "plaintext"));
        assertThat(groups(SCHEMA, policy, false, LIST, "pii: ssn", UNMATCHED, "footer"))
                .contains(new ColumnGroup(
                        "finance",
                        "no rule gives it a key, and " + UNMATCHED + "=footer",
                        List.of("id", "name", "amount")));
    }

    @Test
    void tablesLog_isEncryptedWhole() {
        PlaceRules log = PlaceRules.of(TestSettings.of(FOOTER, "footer", LIST, "pii: ssn"), null, null, true, true);

        assertThat(ColumnGroup.of(log, log.of(SCHEMA, Tags.NONE, null).columns()))
                .containsExactly(new ColumnGroup(
                        "footer",
                        "what a table format writes about its table is encrypted whole",
                        List.of("(footer)", "(all columns)")));
    }

    @Test
    void ruledColumns_areByWhoRules() {
        assertThat(groups(FOOTER, "footer", "parquet.kms.columns", "pii: s*; !pii: id; finance: amount"))
                .contains(
                        new ColumnGroup("pii", "rule 's*' of parquet.kms.columns", List.of("ssn")),
                        new ColumnGroup("finance", "rule 'amount' of parquet.kms.columns", List.of("amount")));
    }

    @Test
    void columnName_withALineFeed_isShownByItsCode() {
        MessageType schema = new MessageType(
                "t",
                Types.required(PrimitiveTypeName.INT64).named("id"),
                Types.required(PrimitiveTypeName.INT64).named("a\nb"));
        assertThat(groups(schema, null, false, FOOTER, "footer", LIST, "pii: id"))
                .extracting(ColumnGroup::columns)
                .contains(List.of("a\\u000ab"));
    }

    @Test
    void plaintextFile_isSaidWhy() {
        assertThat(PlaceRules.of(TestSettings.of(), null, null, false, false).whyInPlaintext())
                .isEqualTo("no key is configured");
        assertThat(PlaceRules.of(TestSettings.of(), null, policy(Map.of()), false, false)
                        .whyInPlaintext())
                .isEqualTo(LINE + " names no key");
        assertThat(PlaceRules.of(TestSettings.of(FOOTER, "footer"), null, null, false, false)
                        .whyInPlaintext())
                .isEqualTo("no column of it has a key");
    }
}
