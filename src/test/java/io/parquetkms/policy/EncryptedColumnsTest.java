package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.ColumnOptions;
import io.parquetkms.config.ColumnOptions.Unmatched;
import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.EncryptionOptions;
import io.parquetkms.config.InvalidConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of columns against the schemas of files. */
final class EncryptedColumnsTest {

    private static final Path FILE = new Path("/lake/events/day=1/part-0.parquet");

    /** As Spark 4.2 shreds a variant of {@code name} and {@code mail}. */
    private static final MessageType SHREDDED = schema("""
            required int64 id;
            optional group v {
              required binary metadata;
              optional binary value;
              optional group typed_value {
                required group name { optional binary value; optional binary typed_value (STRING); }
                required group mail { optional binary value; optional binary typed_value (STRING); }
              }
            }
            """);

    private static final String[] PARTS = {
        "v.metadata",
        "v.value",
        "v.typed_value.name.value",
        "v.typed_value.name.typed_value",
        "v.typed_value.mail.value",
        "v.typed_value.mail.typed_value"
    };

    private static MessageType schema(String fields) {
        return MessageTypeParser.parseMessageType("message t { " + fields + " }");
    }

    private static List<ColumnPath> paths(String... columns) {
        return Stream.of(columns).map(ColumnPath::fromDotString).toList();
    }

    private static EncryptedColumns of(MessageType schema, @Nullable Unmatched unmatched, String... columns) {
        return of(schema, unmatched, Map.of("pii", paths(columns)));
    }

    private static EncryptedColumns of(
            MessageType schema, @Nullable Unmatched unmatched, Map<String, List<ColumnPath>> listed) {
        EncryptionOptions options =
                new EncryptionOptions("footer", false, listed, false, false, ParquetCipher.AES_GCM_V1, 128, 128);
        return of(options, unmatched, schema);
    }

    private static EncryptedColumns of(
            EncryptionOptions options, @Nullable Unmatched unmatched, @Nullable MessageType schema) {
        ColumnOptions columns = new ColumnOptions(ColumnRules.NONE, true, unmatched, false, false);
        return EncryptedColumns.of(PlaceRules.of(options, columns, false), schema, Tags.NONE, FILE);
    }

    /** A footer key alone is fine to read with. */
    @Test
    void footerKeyAlone_encryptsNothing_isRefused() {
        EncryptionOptions options =
                new EncryptionOptions("footer", false, Map.of(), false, false, ParquetCipher.AES_GCM_V1, 128, 128);

        assertThatThrownBy(() -> of(options, null, schema("required int32 id;")))
                .hasMessageContainingAll("no column would be encrypted", "parquet.kms.columns");
        assertThatThrownBy(() -> of(options, null, null)).hasMessageContaining("no column would be encrypted");
    }

    /** Nobody can say then that all others are encrypted. */
    @Test
    void noSchema_othersThanTheListed_areTold() {
        EncryptionOptions options = new EncryptionOptions(
                "footer", false, Map.of("pii", paths("name")), false, false, ParquetCipher.AES_GCM_V1, 128, 128);
        PlaintextColumns told = of(options, null, null).told();

        assertThat(told.columns()).containsExactly(PlaintextColumns.NOT_LISTED);
        assertThat(told.note("/lake/events"))
                .startsWith("Columns in plaintext in /lake/events: any that parquet.encryption.column.keys leaves out")
                .contains("parquet.encryption.uniform.key");
    }

    @Test
    void columnName_withALineFeed_isShownByItsCode() {
        MessageType schema = new MessageType(
                "t",
                Types.required(PrimitiveTypeName.INT64).named("id"),
                Types.required(PrimitiveTypeName.INT64).named("a\nb"));
        PlaintextColumns told = of(schema, null, "id").told();

        assertThat(told.note("/lake/events")).contains(": a\\u000ab. ");
    }

    @Test
    void variant_listedByItsName_isAllOfItsLeaves() {
        EncryptedColumns found = of(SHREDDED, null, "v");

        assertThat(found.byKey()).isEqualTo(Map.of("pii", paths(PARTS)));
        assertThat(found.plaintext()).containsExactlyElementsOf(paths("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v.value", "v.metadata", "v.typed_value.mail.typed_value"})
    void variant_listedInPart_isRefused(String part) {
        for (Unmatched unmatched : Unmatched.values()) {
            assertThatThrownBy(() -> of(SHREDDED, unmatched, part))
                    .as("%s: the rest would be in plaintext, or under a key that others have", unmatched)
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContainingAll(
                            "'" + part + "'",
                            "List the variant itself, 'v'",
                            part.equals("v.metadata") ? "v.value" : "v.metadata");
        }
        assertThatThrownBy(() -> of(SHREDDED, null, "v.value", "v.metadata"))
                .hasMessageContaining("v.typed_value.name.value, v.typed_value.name.typed_value");
    }

    @Test
    void variant_listedLeafByLeaf_isTaken() {
        assertThat(of(SHREDDED, null, PARTS).byKey().get("pii")).containsExactlyElementsOf(paths(PARTS));
    }

    @Test
    void variant_thatNobodyListed_isLikeAnyColumn() {
        assertThat(of(SHREDDED, Unmatched.FOOTER, "id").withFooterKey()).containsExactlyElementsOf(paths(PARTS));
        assertThat(of(SHREDDED, null, "id").plaintext()).containsExactlyElementsOf(paths(PARTS));
    }

    @Test
    void variant_twice_isRefused() {
        assertThatThrownBy(() -> of(SHREDDED, null, Map.of("pii", paths("v"), "other", paths("v.value"))))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("'v.value'", "more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V", "v.typed_value", "v.typed_value.phone.value"})
    void variant_nearlyNamed_isSuggested(String column) {
        assertThatThrownBy(() -> of(SHREDDED, null, column)).hasMessageContaining("Name the variant, 'v'.");
    }

    @Test
    void variants_unshreddedAndNested_areKnownByTheirShape() {
        MessageType schema = schema("""
                optional group plain { required binary metadata; required binary value; }
                optional group items (LIST) { repeated group list { optional group element {
                  optional group v { required binary metadata; optional binary value; optional int64 typed_value; }
                  optional int64 size; } } }
                """);

        assertThat(of(schema, null, "plain", "items.list.element.v").byKey().get("pii"))
                .containsExactlyElementsOf(paths(
                        "plain.metadata",
                        "plain.value",
                        "items.list.element.v.metadata",
                        "items.list.element.v.value",
                        "items.list.element.v.typed_value"));
        assertThatThrownBy(() -> of(schema, null, "items.v"))
                .hasMessageContaining("did you mean 'items.list.element.v'?");
    }

    @Test
    void structs_thatOnlyLookAlittleLikeVariants_areStructs() {
        MessageType schema = schema("""
                optional group texts { optional binary metadata (STRING); optional binary value (STRING); }
                optional group more { required binary metadata; required binary value; optional int64 size; }
                """);

        assertThat(of(schema, null, "texts.value", "more.value").byKey().get("pii"))
                .hasSize(2);
        assertThatThrownBy(() -> of(schema, null, "texts"))
                .hasMessageContaining("It is a group: name its leaf columns");
    }

    @Test
    void mapAndList_mayBeListedInPart_andTheRestIsTold() {
        MessageType schema = schema("""
                required int64 id;
                optional group notes (MAP) { repeated group key_value {
                  required binary key (STRING); optional binary value (STRING); } }
                optional group address { optional binary street (STRING); optional binary zip (STRING);
                  optional group geo { optional double lat; } }
                optional group other { optional int64 size; }
                """);
        EncryptedColumns found = of(schema, null, "notes.key_value.value", "address.street");

        assertThat(found.told().note("/lake/events"))
                .contains(
                        "plaintext in /lake/events: id, notes.key_value.key, address.zip, address.geo.lat, other.size.");
        assertThat(found.told().warning("/lake/events"))
                .contains("in /lake/events: notes.key_value.key, address.zip, address.geo.lat.")
                .contains("parquet.kms.columns.unmatched=footer");
        assertThat(found.told().columns()).hasSize(5);
        assertThat(of(schema, null, "id").told().warning("/lake/events")).isNull();
        assertThat(of(schema, Unmatched.FOOTER, "address.street").told().warning("/lake/events"))
                .isNull();
        assertThat(of(schema, Unmatched.FOOTER, "address.street").told().note("/lake/events"))
                .isNull();
    }
}
