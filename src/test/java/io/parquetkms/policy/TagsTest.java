package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What writers say in their schemas, as they write it. */
final class TagsTest {

    private static final String SPARK = "org.apache.spark.sql.parquet.row.metadata";
    private static final String AVRO = "parquet.avro.schema";

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message spark_schema {
              optional int64 id;
              optional binary ssn (STRING);
              optional group address { optional binary street (STRING); optional binary country (STRING); }
              optional group items (LIST) { repeated group list { optional group element {
                optional double price; optional binary name (STRING); } } }
              optional group notes (MAP) { repeated group key_value { required binary key (STRING);
                optional group value { optional binary text (STRING); optional binary by (STRING); } } }
            }
            """);

    private static String field(String name, String type, String metadata) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + ",\"nullable\":true,\"metadata\":" + metadata + "}";
    }

    private static String struct(String... fields) {
        return "{\"type\":\"struct\",\"fields\":[" + String.join(",", fields) + "]}";
    }

    private static String array(String of) {
        return "{\"type\":\"array\",\"elementType\":" + of + ",\"containsNull\":true}";
    }

    private static String map(String of) {
        return "{\"type\":\"map\",\"keyType\":\"string\",\"valueType\":" + of + ",\"valueContainsNull\":true}";
    }

    private static String found(MessageType schema, Map<String, String> metadata) {
        Map<ColumnPath, ChosenKey> found = new LinkedHashMap<>();
        RuledColumns columns = new RuledColumns(schema, new Path("/lake/t/part-0.parquet"));
        Tags.of(metadata).claims().forEach(claims -> found.putAll(columns.find(claims)));
        return RuledColumnsTest.inWords(found);
    }

    private static String spark(String... fields) {
        return found(SCHEMA, Map.of(SPARK, struct(fields)));
    }

    @Test
    void spark_column_isUnderItsKey() {
        assertThat(spark(
                        field("id", "\"long\"", "{}"),
                        field("ssn", "\"string\"", "{\"comment\":\"a \\\"b\\\"\",\"encrypt\":\"pii\"}")))
                .isEqualTo("pii=ssn");
    }

    @Test
    void spark_nestedFields_areUnderTheirs() {
        assertThat(spark(
                        field("address", struct(field("country", "\"string\"", "{\"encrypt\":\"a\"}")), "{}"),
                        field("items", array(struct(field("price", "\"double\"", "{\"encrypt\":\"b\"}"))), "{}"),
                        field("notes", map(struct(field("by", "\"string\"", "{\"encrypt\":true}"))), "{}")))
                .isEqualTo("(footer)=notes.key_value.value.by, a=address.country, b=items.list.element.price");
    }

    @Test
    void spark_group_isAllBelowIt_butWhatSaysOtherwise() {
        assertThat(spark(
                        field(
                                "items",
                                array(struct(field("price", "\"double\"", "{\"encrypt\":\"fin\"}"))),
                                "{\"encrypt\":\"pii\"}"),
                        field("notes", map("\"string\""), "{\"encrypt\":true}")))
                .isEqualTo("(footer)=notes.key_value.key notes.key_value.value.text notes.key_value.value.by,"
                        + " fin=items.list.element.price, pii=items.list.element.name");
    }

    @Test
    void spark_userDefinedType_isWhatItIsStoredAs() {
        String type = "{\"type\":\"udt\",\"class\":\"x.Y\",\"sqlType\":"
                + struct(field("street", "\"string\"", "{\"encrypt\":\"pii\"}")) + "}";

        assertThat(spark(field("address", type, "{}"))).isEqualTo("pii=address.street");
    }

    @Test
    void names_countInTheirCase() {
        MessageType schema = MessageTypeParser.parseMessageType("message t { required int32 a; required int32 A; }");

        assertThat(found(schema, Map.of(SPARK, struct(field("A", "\"integer\"", "{\"encrypt\":\"k\"}")))))
                .isEqualTo("k=A");
        assertThatThrownBy(() -> spark(field("SSN", "\"string\"", "{\"encrypt\":\"k\"}")))
                .hasMessageContainingAll("Tag 'encrypt' of 'SSN'", "Did you mean 'ssn'?");
    }

    @Test
    void names_withDotsAndWildcards_areNames() {
        MessageType schema = new MessageType(
                "t",
                List.of(
                        SCHEMA.getType("ssn"),
                        Types.required(PrimitiveTypeName.INT32).named("*.s")));

        assertThat(found(schema, Map.of(SPARK, struct(field("*.s", "\"integer\"", "{\"encrypt\":\"k\"}")))))
                .isEqualTo("k=*.s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "1", "null", "\"\"", "\" \"", "[\"pii\"]", "{\"key\":\"pii\"}", "1.5"})
    void tag_thatIsNoKeyNorTrue_isRefused(String tag) {
        assertThatThrownBy(() -> spark(field("ssn", "\"string\"", "{\"encrypt\":" + tag + "}")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("The tag 'encrypt' of 'ssn' in " + SPARK, "neither the name of a key");
    }

    @Test
    void schemasWithoutTags_areNotRead() {
        assertThat(Tags.of(Map.of(SPARK, "{not JSON", AVRO, "{neither", "other", "\"encrypt\"")))
                .isSameAs(Tags.NONE);
        assertThat(Tags.NONE.any()).isFalse();
    }

    @Test
    void columnThatIsOnlyCalledSo_isNotTagged() {
        Tags tags = Tags.of(Map.of(
                SPARK,
                struct(field("encrypt", "\"string\"", "{\"comment\":\"encrypt\",\"x\":{\"encrypt\":\"pii\"}}"))));

        assertThat(tags.any()).isFalse();
        assertThat(Tags.of(Map.of(SPARK, struct(field("a", "\"string\"", "{\"encrypt\":\"pii\"}"))))
                        .any())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"encrypt\"", "{\"encrypt\":", "{\"fields\":[{\"encrypt\"", "[\"encrypt\", x]"})
    void schemaThatCannotBeRead_isRefused(String json) {
        for (String name : List.of(SPARK, AVRO)) {
            assertThatThrownBy(() -> found(SCHEMA, Map.of(name, json)))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContainingAll(name, "can't be read");
        }
    }

    @Test
    void schemaWithoutEnd_isRefused() {
        assertThatThrownBy(() -> found(SCHEMA, Map.of(SPARK, "[".repeat(100_000) + "\"encrypt\"")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(SPARK, "can't be read");
    }

    // Avro

    /** As parquet-avro makes it of {@link #customer}, with lists of three levels. */
    private static final MessageType OF_AVRO = MessageTypeParser.parseMessageType("""
            message Customer {
              required int64 id;
              optional binary ssn (STRING);
              required group home { required binary street (STRING); optional binary country (STRING); }
              optional group work { required binary street (STRING); optional binary country (STRING); }
              required group items (LIST) { repeated group list { required group element { required double price; } } }
              required group notes (MAP) { repeated group key_value { required binary key (STRING);
                required group value { required binary text (STRING); } } }
              optional group contact { optional binary member0 (STRING);
                optional group member1 { required binary street (STRING); optional binary country (STRING); } }
            }
            """);

    /** @param tags six: where one may stand, or nothing */
    private static String customer(Object... tags) {
        return """
            {"type":"record","name":"Customer","namespace":"lake","fields":[
              {"name":"id","type":"long"},
              {"name":"ssn","type":["null","string"],"default":null%s},
              {"name":"home","type":{"type":"record","name":"Address","fields":[
                {"name":"street","type":"string"%s},
                {"name":"country","type":["null","string"]}]}%s},
              {"name":"work","type":["null","Address"]},
              {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","namespace":"x","fields":[
                {"name":"price","type":"double"%s}]}}},
              {"name":"notes","type":{"type":"map","values":{"type":"record","name":"Note","fields":[
                {"name":"text","type":{"type":"string"%s}}]}}},
              {"name":"contact","type":["null","string","lake.Address"]%s}
            ]}
            """.formatted(tags);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",\"encrypt\":\"k\"|||||| k=ssn",
                ",\"encrypt\":true|||||| (footer)=ssn",
                "|,\"encrypt\":\"k\"||||| k=home.street work.street contact.member1.street",
                "||,\"encrypt\":\"k\"|||| k=home.street home.country",
                "|,\"encrypt\":\"s\"|,\"encrypt\":\"k\"||||"
                        + " k=home.country, s=home.street work.street contact.member1.street",
                "|||,\"encrypt\":\"k\"||| k=items.list.element.price",
                "||||,\"encrypt\":\"k\"|| k=notes.key_value.value.text",
                "|||||,\"encrypt\":\"k\"| k=contact.member0 contact.member1.street contact.member1.country",
            })
    void avro_propertiesOfFieldsAndTypes_areTags(
            String ssn, String street, String home, String price, String text, String contact, String columns) {
        String json = customer(orNone(ssn), orNone(street), orNone(home), orNone(price), orNone(text), orNone(contact));

        assertThat(found(OF_AVRO, Map.of(AVRO, json))).isEqualTo(columns);
    }

    private static String orNone(String text) {
        return text == null ? "" : text;
    }

    @Test
    void avro_listsOfTwoLevels_areLists() {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message r { required group items (LIST) { repeated group array { required double price; required int32 n; } } }
                """);
        String json =
                "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"items\",\"type\":{\"type\":\"array\",\"items\":"
                        + "{\"type\":\"record\",\"name\":\"i\",\"fields\":[{\"name\":\"price\",\"type\":\"double\",\"encrypt\":\"k\"},"
                        + "{\"name\":\"n\",\"type\":\"int\"}]}}}]}";

        assertThat(found(schema, Map.of(AVRO, json))).isEqualTo("k=items.array.price");
    }

    @Test
    void avro_recordInItself_andTypesThatAreCalledLikeTypes_end() {
        String json =
                "{\"type\":\"record\",\"name\":\"record\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"encrypt\":\"k\"},"
                        + "{\"name\":\"ssn\",\"type\":{\"type\":\"enum\",\"name\":\"enum\",\"symbols\":[\"encrypt\"]}},"
                        + "{\"name\":\"next\",\"type\":[\"null\",\"record\"]},{\"name\":\"none\",\"type\":\"null\",\"encrypt\":\"k\"}]}";

        assertThat(found(SCHEMA, Map.of(AVRO, json))).isEqualTo("k=id");
    }

    @Test
    void avro_recordItself_isAllOfIt() {
        String json = "{\"type\":\"record\",\"name\":\"r\",\"encrypt\":\"k\",\"fields\":[]}";

        assertThat(found(
                        MessageTypeParser.parseMessageType("message t { required int32 a; required int32 b; }"),
                        Map.of(AVRO, json)))
                .isEqualTo("k=a b");
    }

    @Test
    void avro_contradiction_isRefused() {
        String json = "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"id\",\"encrypt\":\"k\","
                + "\"type\":{\"type\":\"long\",\"encrypt\":\"other\"}}]}";

        assertThatThrownBy(() -> found(SCHEMA, Map.of(AVRO, json)))
                .hasMessageContainingAll("Column 'id'", "key 'k' by tag 'encrypt' of 'id'", "key 'other'");
    }

    // The file's own metadata

    @Test
    void file_columnsByTheirNames_areTagged() {
        assertThat(found(
                        SCHEMA,
                        Map.of(
                                "parquet.kms.encrypt.ssn", "pii",
                                "parquet.kms.encrypt.address", "pii",
                                "parquet.kms.encrypt.items.price", "true",
                                "parquet.kms.encrypt.\"id\"", "alias/ids")))
                .isEqualTo("(footer)=items.list.element.price, alias/ids=id, pii=ssn address.street address.country");
    }

    @ParameterizedTest
    @CsvSource({
        "sssn, pii, Did you mean 'ssn'?",
        "*, pii, 'a tag names one column, or a group'",
        "ssn, '', neither the name of a key",
        "a..b, pii, an empty piece",
    })
    void file_tagThatCannotBe_isRefused(String column, String value, String message) {
        assertThatThrownBy(() -> found(SCHEMA, Map.of("parquet.kms.encrypt." + column, value)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("parquet.kms.encrypt." + column, message);
    }
}
