package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.ColumnRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            optional group spouse { optional binary ssn (STRING); optional group address { optional binary street (STRING); } }
            """);

    private static MessageType schema(String fields) {
        return MessageTypeParser.parseMessageType("message t { " + fields + " }");
    }

    private static Map<ColumnPath, ChosenKey> chosen(MessageType schema, String rules, boolean missingFails) {
        RuleSet set = new RuleSet(ColumnRules.parse(rules, "parquet.kms.columns"), missingFails);
        return new RuledColumns(schema, FILE).find(set, Set.of());
    }

    /** As {@code key=leaf leaf, key=leaf}, in the order of names. */
    private static String found(MessageType schema, String rules) {
        Map<String, List<String>> byKey = chosen(schema, rules, true).entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> String.valueOf(entry.getValue().key()),
                        TreeMap::new,
                        Collectors.mapping(entry -> entry.getKey().toDotString(), Collectors.toList())));
        return byKey.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + String.join(" ", entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii: ssn                                | pii=ssn",
                "pii: *.ssn                              | pii=ssn spouse.ssn",
                "pii: **.ssn                             | pii=ssn spouse.ssn",
                "pii: spouse.ssn                         | pii=spouse.ssn",
                "pii: *.*.street                         | pii=address.street spouse.address.street",
                "pii: **.street                          | pii=address.street spouse.address.street",
                "pii: spouse.**.street                   | pii=spouse.address.street",
                "pii: address                            | pii=address.street address.country address.geo.lat address.geo.lon",
                "pii: address.**                         | pii=address.street address.country address.geo.lat address.geo.lon",
                "pii: address.*                          | pii=address.street address.country address.geo.lat address.geo.lon",
                "pii: address.geo                        | pii=address.geo.lat address.geo.lon",
                "pii: *.geo                              | pii=address.geo.lat address.geo.lon",
                "pii: address.*.l?t                      | pii=address.geo.lat",
                "pii: amount_*                           | pii=amount_eur amount_usd",
                "pii: amount_?ur                         | pii=amount_eur",
                "pii: *eur                               | pii=amount_eur",
                "pii: email                              | pii=Email",
                "pii: ADDRESS.Geo                        | pii=address.geo.lat address.geo.lon",
                "pii: ssn, email; pii: id                | pii=id ssn Email",
            })
    void patterns_findTheirColumns(String rules, String columns) {
        assertThat(found(CUSTOMER, rules)).isEqualTo(columns);
    }
}
