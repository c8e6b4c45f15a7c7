package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules against the schemas of files. */
final class RuledColumnsTest {

    private static final Path FILE = new Path("/lake/customer/part-0.parquet");

    private static final MessageType CUSTOMER = schema("""
            required int64 id;
            optional binary ssn (STRING);
            optional binary Email (STRING);
            optional double amount_eur;
            optional double amount_usd;
            optional group address {
              optional binary street (STRING);
              optional binary country (STRING);
              optional group geo { optional double lat; optional double lon; }
            }
            optional group spouse {
              optional binary ssn (STRING);
              optional group address { optional binary street (STRING); }
            }
            """);

    /** As Spark 4.2 shreds a variant. */
    private static final MessageType SHREDDED = schema("""
            required int64 id;
            optional group v {
              required binary metadata;
              optional binary value;
              optional group typed_value {
                required group name { optional binary value; optional binary typed_value (STRING); }
              }
            }
            """);

    private static MessageType schema(String fields) {
        return MessageTypeParser.parseMessageType("message t { " + fields + " }");
    }

    private static Map<ColumnPath, ChosenKey> chosen(MessageType schema, String rules, boolean missingFails) {
        RuleSet set = new RuleSet(ColumnRules.parse(rules, "parquet.kms.columns"), missingFails);
        return new RuledColumns(schema, FILE).find(set, Set.of());
    }

    /** As {@code key=leaf leaf, key=leaf}, with leaves in the schema's order. */
    private static String found(MessageType schema, String rules) {
        return inWords(chosen(schema, rules, true));
    }

    static String inWords(Map<ColumnPath, ChosenKey> chosen) {
        Map<String, List<String>> byKey = new TreeMap<>();
        chosen.forEach((column, key) -> byKey.computeIfAbsent(
                        key.key() == null ? "(footer)" : key.key(), first -> new ArrayList<>())
                .add(column.toDotString()));
        return byKey.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + String.join(" ", entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii: ssn             | pii=ssn",
                "pii: *.ssn           | pii=ssn spouse.ssn",
                "pii: **.ssn          | pii=ssn spouse.ssn",
                "pii: spouse.ssn      | pii=spouse.ssn",
                "pii: *.*.street      | pii=address.street spouse.address.street",
                "pii: **.street       | pii=address.street spouse.address.street",
                "pii: spouse.**.street| pii=spouse.address.street",
                "pii: address         | pii=address.street address.country address.geo.lat address.geo.lon",
                "pii: address.**      | pii=address.street address.country address.geo.lat address.geo.lon",
                "pii: address.*       | pii=address.street address.country address.geo.lat address.geo.lon",
                "pii: address.geo     | pii=address.geo.lat address.geo.lon",
                "pii: *.geo           | pii=address.geo.lat address.geo.lon",
                "pii: address.*.l?t   | pii=address.geo.lat",
                "pii: **.geo.**.lon   | pii=address.geo.lon",
                "pii: amount_*        | pii=amount_eur amount_usd",
                "pii: amount_?ur      | pii=amount_eur",
                "pii: *eur            | pii=amount_eur",
                "pii: *o*n*           | pii=amount_eur amount_usd",
                "pii: email           | pii=Email",
                "pii: ADDRESS.Geo     | pii=address.geo.lat address.geo.lon",
                "pii: E*L             | pii=Email",
                "pii: ssn, email; pii: id | pii=id ssn Email",
                "pii: \"ssn\"         | pii=ssn",
            })
    void patterns_meanTheirColumns(String rules, String columns) {
        assertThat(found(CUSTOMER, rules)).isEqualTo(columns);
    }

    @Test
    void quotedNames_areTakenAsTheyStand() {
        MessageType schema = new MessageType(
                "t",
                Stream.of("a", "a*", "a.b", "x,y:z;", "a**")
                        .map(name ->
                                (Type) Types.required(PrimitiveTypeName.INT32).named(name))
                        .toList());

        assertThat(chosen(schema, "pii: \"a*\"", true)).containsOnlyKeys(ColumnPath.get("a*"));
        assertThat(chosen(schema, "pii: \"a.b\", \"x,y:z;\"", true))
                .containsOnlyKeys(ColumnPath.get("a.b"), ColumnPath.get("x,y:z;"));
        assertThat(chosen(schema, "pii: a*", true)).hasSize(4);
        assertThat(chosen(schema, "pii: *.\"a**\"", true)).containsOnlyKeys(ColumnPath.get("a**"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "without wildcards first   | pii: *.ssn; hr: spouse.ssn           | hr=spouse.ssn, pii=ssn",
                "a short name, too         | pii: spouse; hr: **.address.street   | hr=address.street, pii=spouse.ssn spouse.address.street",
                "then more names           | pii: spouse.*; hr: spouse.address.*  | hr=spouse.address.street, pii=spouse.ssn",
                "one is more than any      | pii: spouse.**; hr: spouse.*         | hr=spouse.ssn spouse.address.street",
                "then more characters      | pii: amount_*; hr: amount_e*         | hr=amount_eur, pii=amount_usd",
                "then case                 | pii: EMAIL; hr: Email                | hr=Email",
                "case only after the rest  | pii: email; hr: E*l                  | pii=Email",
                "a group and its parts     | pii: spouse; hr: spouse.address      | hr=spouse.address.street, pii=spouse.ssn",
                "all of the file           | hr: **; pii: spouse.*; fin: amount_*, id, email, ssn, address"
                        + " | fin=id ssn Email amount_eur amount_usd address.street address.country address.geo.lat address.geo.lon,"
                        + " pii=spouse.ssn spouse.address.street",
            })
    void mostSpecific_wins(String what, String rules, String columns) {
        assertThat(found(CUSTOMER, rules)).as(what).isEqualTo(columns);
        assertThat(found(CUSTOMER, turned(rules)))
                .as("%s, whichever comes first", what)
                .isEqualTo(columns);
    }

    private static String turned(String rules) {
        List<String> parts = new ArrayList<>(List.of(rules.split(";")));
        Collections.reverse(parts);
        return String.join(";", parts);
    }

    @Test
    void case_tellsColumnsApartWhereItCan() {
        MessageType schema = schema("required int32 ssn; required int32 SSN;");

        assertThat(found(schema, "pii: ssn")).as("too much is safer").isEqualTo("pii=ssn SSN");
        assertThat(found(schema, "pii: ssn; hr: SSN")).isEqualTo("hr=SSN, pii=ssn");
        assertThat(found(schema, "pii: ssn; !pii: SSN")).isEqualTo("pii=ssn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii: address; !pii: address.country               | pii=address.street address.geo.lat address.geo.lon",
                "pii: address.**; !pii: address.geo                | pii=address.street address.country",
                "pii: address.**; !pii: address.**.l*              | pii=address.street address.country",
                "pii: spouse, address.*; !pii: **.address.street   | pii=address.country address.geo.lat address.geo.lon spouse.ssn spouse.address.street",
                "pii: spouse.**; !pii: *.ssn; fin: id              | fin=id, pii=spouse.ssn spouse.address.street",
                "pii: spouse; hr: **.street; !pii: spouse.address  | hr=address.street spouse.address.street, pii=spouse.ssn",
                "pii: spouse; hr: **.ssn; !hr: spouse.ssn          | hr=ssn, pii=spouse.ssn spouse.address.street",
                "pii: amount_*; !pii: amount_eur                   | pii=amount_usd",
                "pii: amount_*, amount_eur; !pii: *_eur            | pii=amount_eur amount_usd",
            })
    void exclusions_takeOutOfTheirKeysColumns(String rules, String columns) {
        assertThat(found(CUSTOMER, rules)).isEqualTo(columns);
        assertThat(found(CUSTOMER, turned(rules))).as("whichever comes first").isEqualTo(columns);
    }

    @Test
    void exclusion_inOtherCase_takesOutNothing() {
        assertThat(inWords(chosen(CUSTOMER, "pii: *; !pii: email", false))).contains("Email");
        assertThatThrownBy(() -> chosen(CUSTOMER, "pii: *; !pii: email", true))
                .hasMessageContainingAll("Rule '!pii: email'", "Did you mean 'Email'?", "named in its own case");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii: **.street; hr: spouse.** | spouse.address.street",
                "pii: amount_*; hr: *amount_*  | amount_eur",
                "pii: **.ssn; hr: *.ssn        | ssn",
                "pii: SSN; hr: Ssn             | ssn",
                "pii: **; hr: **.**            | id",
            })
    void equallySpecific_isRefused(String rules, String column) {
        String first = rules.substring(5, rules.indexOf(';'));
        assertThatThrownBy(() -> found(CUSTOMER, rules))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "Column '" + column + "' of /lake/customer/part-0.parquet is under key '",
                        "under key 'pii' by rule '" + first + "' of parquet.kms.columns",
                        "under key 'hr' by rule '",
                        "neither is more specific");
    }

    @Test
    void inAndOut_equallySpecific_isRefused() {
        assertThatThrownBy(() -> found(CUSTOMER, "pii: amount_*; !pii: *_eur, a*ount_?*r"))
                .hasMessageContainingAll(
                        "Column 'amount_eur'",
                        "is under key 'pii' by rule 'amount_*' of parquet.kms.columns, and taken out of its columns by"
                                + " rule '!pii: a*ount_?*r' of parquet.kms.columns",
                        "neither is more specific");
    }

    @Test
    void sameKeyTwice_isNoContradiction() {
        assertThat(found(CUSTOMER, "pii: *.ssn, spouse.*")).isEqualTo("pii=ssn spouse.ssn spouse.address.street");
    }

    // Lists and maps

    private static final String LIST_3 =
            "optional group tags (LIST) { repeated group list { optional binary element (STRING); } }";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Spark          | tags.list.element    | " + LIST_3,
                "Spark's legacy | tags.bag.array       | optional group tags (LIST) { repeated group bag { optional binary array (STRING); } }",
                "Spark's legacy, no nulls | tags.array | optional group tags (LIST) { repeated binary array (STRING); }",
                "Hive           | tags.bag.array_element | optional group tags (LIST) { repeated group bag { optional binary array_element (STRING); } }",
                "Avro, new      | tags.list.element    | required group tags (LIST) { repeated group list { required binary element (STRING); } }",
                "Avro, old      | tags.array           | required group tags (LIST) { repeated binary array (STRING); }",
                "Thrift         | tags.tags_tuple      | required group tags (LIST) { repeated binary tags_tuple (STRING); }",
                "Arrow, old     | tags.list.item       | optional group tags (LIST) { repeated group list { optional binary item (STRING); } }",
                "no list        | tags                 | repeated binary tags (STRING);",
            })
    void list_inAnyLayout_isOneColumn(String writer, String leaf, String fields) {
        MessageType schema = schema("required int32 id; " + fields);
        List<String> patterns = new ArrayList<>(List.of("tags", leaf, "*.tags", "t*"));
        if (!writer.equals("no list")) {
            patterns.addAll(List.of("tags.element", "tags.list.element", "tags.**", "tags.*", "TAGS.Element"));
        }
        for (String pattern : patterns) {
            assertThat(found(schema, "pii: " + pattern))
                    .as("%s: %s", writer, pattern)
                    .isEqualTo("pii=" + leaf);
        }
        assertThat(found(schema, "pii: *; !pii: tags")).as(writer).isEqualTo("pii=id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Spark          | items.list.element | optional group items (LIST) { repeated group list { optional group element { BODY } } }",
                "Spark's legacy | items.bag.array    | optional group items (LIST) { repeated group bag { optional group array { BODY } } }",
                "Avro, old      | items.array        | optional group items (LIST) { repeated group array { BODY } }",
                "Thrift         | items.items_tuple  | optional group items (LIST) { repeated group items_tuple { BODY } }",
                "two fields     | items.element      | optional group items (LIST) { repeated group element { BODY } }",
                "no list        | items              | repeated group items { BODY }",
            })
    void listOfStructs_inAnyLayout_hasItsFields(String writer, String path, String fields) {
        MessageType schema = schema(fields.replace("BODY", "optional double price; optional binary name (STRING);"));
        List<String> patterns = new ArrayList<>(List.of("items.price", path + ".price", "*.price", "items.p*"));
        if (!writer.equals("no list")) {
            patterns.addAll(List.of("items.element.price", "items.list.element.price", "items.*.price"));
        }
        for (String pattern : patterns) {
            assertThat(found(schema, "pii: " + pattern))
                    .as("%s: %s", writer, pattern)
                    .isEqualTo("pii=" + path + ".price");
        }
        assertThat(found(schema, "pii: items; !pii: items.price")).as(writer).isEqualTo("pii=" + path + ".name");
        assertThat(found(schema, "pii: items.**")).as(writer).isEqualTo("pii=" + path + ".price " + path + ".name");
    }

    /** Of a repeated group with one field only its name tells whether it is the element. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "items.array.price       | optional group items (LIST) { repeated group array { optional double price; } }",
                "items.items_tuple.price | optional group items (LIST) { repeated group items_tuple { optional double price; } }",
                "items.element.price     | optional group items (LIST) { repeated group element { repeated double price; } }",
            })
    void listOfStructsWithOneField_ofOlderWriters_hasIt(String leaf, String fields) {
        assertThat(found(schema(fields), "pii: items.price")).isEqualTo("pii=" + leaf);
        assertThat(found(schema(fields), "pii: items.element.price")).isEqualTo("pii=" + leaf);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.key_value | optional group m (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }",
                "m.map       | optional group m (MAP) { repeated group map (MAP_KEY_VALUE) { required binary key (STRING); optional double value; } }",
                "m.map       | optional group m (MAP_KEY_VALUE) { repeated group map { required binary key (STRING); optional double value; } }",
                "m.entries   | optional group m (MAP) { repeated group entries { required binary key (STRING); optional double value; } }",
            })
    void map_inAnyLayout_hasKeyAndValue(String path, String fields) {
        MessageType schema = schema(fields);
        for (String pattern : List.of("m.value", "m.key_value.value", path + ".value", "*.value", "M.v*")) {
            assertThat(found(schema, "pii: " + pattern)).as(pattern).isEqualTo("pii=" + path + ".value");
        }
        for (String pattern : List.of("m", "m.**", "m.*", "*.m", path)) {
            assertThat(found(schema, "pii: " + pattern))
                    .as(pattern)
                    .isEqualTo("pii=" + path + ".key " + path + ".value");
        }
        assertThat(found(schema, "pii: m; !pii: m.key")).isEqualTo("pii=" + path + ".value");
        assertThat(found(schema, "pii: m.key; hr: m.value")).isEqualTo("hr=" + path + ".value, pii=" + path + ".key");
    }

    @Test
    void mapsFields_ofOtherNames_areKeyAndValue() {
        MessageType schema = schema(
                "optional group m (MAP) { repeated group map { required binary k (STRING); optional double v; } }");

        assertThat(found(schema, "pii: m.value")).isEqualTo("pii=m.map.v");
        assertThat(found(schema, "pii: m.k")).isEqualTo("pii=m.map.k");
    }

    @Test
    void deepNesting_isFoundWithAndWithoutItsGroups() {
        MessageType schema = schema("""
                optional group m (MAP) { repeated group key_value { required binary key (STRING);
                  optional group value (LIST) { repeated group list { optional group element (LIST) { repeated group list {
                    optional group element { optional double price; optional double size; } } } } } } }
                """);
        String leaf = "m.key_value.value.list.element.list.element.price";

        for (String pattern : List.of(
                leaf,
                "m.value.price",
                "m.value.element.price",
                "m.value.element.element.price",
                "*.price",
                "m.**.price")) {
            assertThat(found(schema, "pii: " + pattern)).as(pattern).isEqualTo("pii=" + leaf);
        }
        assertThat(found(schema, "pii: m.value; !pii: m.value.size")).isEqualTo("pii=" + leaf);
    }

    /** Too much is safer than too little, when in doubt. */
    @Test
    void fieldsThatAreCalledLikeGroupsOfLists_areTakenInRatherThanOut() {
        MessageType schema = schema("""
                optional group items (LIST) { repeated group list { optional group element (LIST) { repeated group list {
                  optional group element { optional double Element; optional double list; optional double size; } } } } }
                """);
        String struct = "items.list.element.list.element.";
        String all = struct + "Element " + struct + "list " + struct + "size";

        assertThat(found(schema, "pii: items.element")).isEqualTo("pii=" + all);
        assertThat(found(schema, "pii: items; !pii: items.Element"))
                .isEqualTo("pii=" + struct + "list " + struct + "size");
        assertThat(found(schema, "pii: items; !pii: items.list"))
                .isEqualTo("pii=" + struct + "Element " + struct + "size");
        assertThat(inWords(chosen(schema, "pii: items; !pii: items.element", false)))
                .isEqualTo("pii=" + all);
    }

    @Test
    void wildcards_meanFieldsOfLists_notTheirGroups() {
        MessageType schema = schema("""
                optional group items (LIST) { repeated group list { optional group element {
                  optional double price; optional double excise; } } }
                """);

        assertThat(found(schema, "pii: items.e*")).isEqualTo("pii=items.list.element.excise");
        assertThat(found(schema, "pii: items.**; !pii: items.*ise")).isEqualTo("pii=items.list.element.price");
        assertThat(inWords(chosen(schema, "pii: items.**; !pii: items.l*, items.elem*", false)))
                .isEqualTo("pii=items.list.element.price items.list.element.excise");
    }

    @Test
    void groupsOfLists_countForNothing() {
        MessageType schema = schema(LIST_3);

        assertThatThrownBy(() -> found(schema, "pii: tags.list.element; hr: tags.element"))
                .hasMessageContaining("neither is more specific");
    }

    @Test
    void annotatedGroups_ofNoKnownLayout_areStructs() {
        MessageType schema =
                schema("optional group tags (LIST) { optional binary a (STRING); optional binary b (STRING); }");

        assertThat(found(schema, "pii: tags.a")).isEqualTo("pii=tags.a");
        assertThat(found(schema, "pii: tags")).isEqualTo("pii=tags.a tags.b");
    }

    // Variants

    private static final String VARIANT = "v.metadata v.value v.typed_value.name.value v.typed_value.name.typed_value";

    @ParameterizedTest
    @ValueSource(
            strings = {"v", "V", "*.v", "v.**", "v.*", "v.value", "*.metadata", "v.typed_value.name", "**.typed_value"})
    void variant_isTakenAsAWhole(String pattern) {
        assertThat(found(SHREDDED, "pii: " + pattern)).isEqualTo("pii=" + VARIANT);
    }

    @Test
    void variant_isNeverTakenOutInPart() {
        assertThat(found(SHREDDED, "pii: **; !pii: v")).isEqualTo("pii=id");
        for (String part : List.of("v.value", "**.name", "v.typed_value.name.typed_value")) {
            assertThat(inWords(chosen(SHREDDED, "pii: **; !pii: " + part, false)))
                    .as(part)
                    .isEqualTo("pii=id " + VARIANT);
            assertThatThrownBy(() -> found(SHREDDED, "pii: **; !pii: " + part))
                    .as(part)
                    .hasMessageContainingAll("Did you mean 'v'?", "a variant as a whole");
        }
    }

    @Test
    void variant_hasTheMostSpecificOfItsPartsKeys() {
        assertThat(found(SHREDDED, "pii: v; hr: v.value")).isEqualTo("hr=" + VARIANT);
        assertThat(found(SHREDDED, "pii: v.metadata; hr: v.typed_value.name")).isEqualTo("hr=" + VARIANT);
        assertThatThrownBy(() -> found(SHREDDED, "pii: *.met*; hr: *.val*"))
                .hasMessageContaining("Column 'v' of /lake/customer/part-0.parquet is under key ");
    }

    // Missing columns

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii: id, emial                 | Rule 'emial' of parquet.kms.columns fits no column of /lake/customer/part-0.parquet. Did you mean 'Email'?",
                "pii: street                    | Did you mean 'address.street' or 'spouse.address.street'?",
                "pii: spouse.adress             | Did you mean 'address.street' or 'address.country' or 'address.geo.lat'?",
                "pii: spouse.city               | Correct it or remove it.",
                "pii: l*                        | Did you mean 'address.geo.lat' or 'address.geo.lon'?",
                "pii: address.*; !pii: Geo      | Rule '!pii: Geo' of parquet.kms.columns fits no column",
                "pii: qqq*                      | With parquet.kms.columns.missing=ignore",
                "pii: phone_number              | Its columns: id, ssn, Email, amount_eur, amount_usd, address.street",
            })
    void ruleThatFitsNothing_isRefused(String rules, String message) {
        assertThatThrownBy(() -> found(CUSTOMER, rules))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(message, "(This file was not written.)");
    }

    @Test
    void ruleThatFitsNothing_mayBeIgnored() {
        assertThat(inWords(chosen(CUSTOMER, "pii: ssn, phone; !pii: fax; hr: salary", false)))
                .isEqualTo("pii=ssn");
    }

    /** It may be for the columns that others leave. */
    @Test
    void ruleWhoseColumnsAllHaveAnotherKey_isNotMissing() {
        assertThat(found(CUSTOMER, "pii: *.ssn; hr: ssn, spouse.ssn")).isEqualTo("hr=ssn spouse.ssn");
    }

    // Partitions

    private static Map<ColumnPath, ChosenKey> inPartition(String rules, String... partitions) {
        RuleSet set = new RuleSet(ColumnRules.parse(rules, "parquet.kms.columns"), true);
        return new RuledColumns(CUSTOMER, FILE).find(set, Set.of(partitions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pii: country", "pii: Country", "pii: *.country", "pii: c*", "pii: **; hr: country"})
    void partitionColumn_underARule_isRefused(String rules) {
        assertThatThrownBy(() -> inPartition(rules, "day", "country"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "Partition column 'country' of /lake/customer/part-0.parquet is under key '",
                        "of parquet.kms.columns",
                        "names of directories, in plaintext");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pii: ssn", "pii: **", "pii: *", "pii: *.*", "pii: ssn, address.c*, c*; !pii: country"})
    void partitionColumn_thatNoRuleNames_isFine(String rules) {
        assertThat(inPartition(rules, "day", "country")).containsKey(ColumnPath.get("ssn"));
    }

    @Test
    void reasons_nameTheRule() {
        assertThat(chosen(CUSTOMER, "pii: address.**", true).get(ColumnPath.get("address", "street")))
                .isEqualTo(new ChosenKey("pii", "rule 'address.**' of parquet.kms.columns"));
    }
}
