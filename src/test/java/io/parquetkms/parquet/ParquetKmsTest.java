package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.parquet.Explanation.Part;
import io.parquetkms.parquet.Explanation.State;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of files before they are written, and whether it is what the factory then does. */
final class ParquetKmsTest {

    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String COLUMNS = "parquet.encryption.column.keys";
    private static final String UNIFORM = "parquet.encryption.uniform.key";
    private static final String RULES = "parquet.kms.columns";
    private static final String UNMATCHED = "parquet.kms.columns.unmatched";
    private static final String PATHS = "parquet.kms.encrypted.paths";

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();
    private final String finance = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);
    private Path dataset = new Path("unset");

    @BeforeEach
    void configure() {
        Aws.signIn();
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.footer", footer);
        configuration.set("parquet.kms.key.pii", pii);
        configuration.set("parquet.kms.key.finance", finance);
        dataset = new Path(directory.resolve("customer").toUri());
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private Explanation explain(Map<String, String> settings) {
        settings.forEach(configuration::set);
        return ParquetKms.explain(configuration, dataset, Table.SCHEMA);
    }

    private static Part part(Explanation explanation, String column) {
        return explanation.parts().stream()
                .filter(part -> part.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /** What can be written, and what can't, each by settings of its own. */
    static Stream<Map<String, String>> settings() {
        return Stream.of(
                Map.of(),
                Map.of(UNIFORM, "pii"),
                Map.of(UNIFORM, "pii", "parquet.encryption.plaintext.footer", "true"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name, tags.list.element; finance: balance"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name", UNMATCHED, "footer"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name", "parquet.encryption.complete.columns", "true"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name", PATHS, "*"),
                Map.of(FOOTER, "footer", UNMATCHED, "footer"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name", "parquet.encryption.plaintext.footer", "true"),
                Map.of(FOOTER, "footer", COLUMNS, "footer: name", "parquet.kms.encryption.context", "app=etl"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name", PATHS, "*", UNMATCHED, "plaintext"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: name", UNMATCHED, "fail"),
                Map.of(FOOTER, "footer", COLUMNS, "pii: naem"),
                Map.of(FOOTER, "footer", COLUMNS, "nobody: name"),
                Map.of(FOOTER, "nobody", COLUMNS, "pii: name"),
                Map.of(FOOTER, "footer"),
                Map.of(COLUMNS, "pii: name"),
                Map.of(PATHS, "*"),
                Map.of("parquet.encryption.colum.keys", "pii: name"),
                Map.of("parquet.kms.key.pii", "not a key", FOOTER, "footer", COLUMNS, "pii: name"),
                Map.of(FOOTER, "footer", RULES, "pii: address.**, *name; finance: balance"),
                Map.of(FOOTER, "footer", RULES, "pii: *; !pii: id"),
                Map.of(FOOTER, "footer", RULES, "pii: street, nowhere"),
                Map.of(FOOTER, "footer", RULES, "pii: nowhere", "parquet.kms.columns.missing", "ignore"),
                Map.of(FOOTER, "footer", RULES, "pii: n*; finance: *e"),
                Map.of(UNIFORM, "pii", "parquet.writer.version", "v2"));
    }

    /** Column by column; and if the factory refuses, in its words. */
    @ParameterizedTest
    @MethodSource("settings")
    void explain_any_isWhatTheFactoryDoes(Map<String, String> settings) {
        Explanation explanation = explain(settings);
        assertThat(kms.totalCalls()).isZero();
        Path file = new Path(dataset, "*.parquet");
        FileEncryptionProperties written;
        try {
            written = new ParquetKmsCryptoFactory()
                    .getFileEncryptionProperties(configuration, file, new WriteContext(Table.SCHEMA, Map.of()));
        } catch (ParquetCryptoRuntimeException e) {
            assertThat(explanation.refusal()).isNotEmpty();
            assertThat(e.getMessage()).contains(explanation.refusal());
            assertThat(explanation.parts()).isEmpty();
            return;
        }
        assertThat(explanation.isRefused()).as(explanation.refusal()).isFalse();
        assertThat(explanation.isPlaintext()).isEqualTo(written == null);
        assertThat(explanation.columns())
                .extracting(Part::column)
                .containsExactlyElementsOf(Table.SCHEMA.getPaths().stream()
                        .map(path -> String.join(".", path))
                        .toList());
        if (written != null) {
            assertSame(part(explanation, ""), written);
            explanation.columns().forEach(part -> assertSame(part, written.getColumnProperties(path(part))));
        }
    }

    private static ColumnPath path(Part part) {
        return ColumnPath.fromDotString(part.column());
    }

    private static void assertSame(Part part, FileEncryptionProperties written) {
        assertThat(part.state()).isEqualTo(written.encryptedFooter() ? State.FOOTER_KEY : State.PLAINTEXT);
        assertThat(text(written.getFooterKeyMetadata())).contains("\"" + part.keyId() + "\"");
    }

    private static void assertSame(Part part, ColumnEncryptionProperties written) {
        if (!written.isEncrypted()) {
            assertThat(part.state()).isEqualTo(State.PLAINTEXT);
            assertThat(part.keyId()).isEmpty();
        } else if (written.isEncryptedWithFooterKey()) {
            assertThat(part.state()).isEqualTo(State.FOOTER_KEY);
        } else {
            assertThat(part.state()).isEqualTo(State.OWN_KEY);
            assertThat(text(written.getKeyMetaData())).contains("\"" + part.keyId() + "\"");
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void explain_columnKeys_namesKeyIdAndReason() {
        Explanation explanation = explain(Map.of(FOOTER, "footer", COLUMNS, "pii: name; " + finance + ": balance"));
        assertThat(explanation.parts())
                .contains(
                        new Part("", State.FOOTER_KEY, "footer", footer, FOOTER),
                        new Part("name", State.OWN_KEY, "pii", pii, COLUMNS),
                        new Part("balance", State.OWN_KEY, finance, finance, COLUMNS),
                        new Part(
                                "phone",
                                State.PLAINTEXT,
                                "",
                                "",
                                "no rule gives it a key, and parquet.kms.columns.unmatched is plaintext by default"));
        assertThat(explanation.required()).isEmpty();
        assertThat(explanation.policyPlace()).isEmpty();
        assertThat(explanation.notes()).isEmpty();
    }

    @Test
    void explain_othersWithFooterKey_saysWhy() {
        configuration.set(FOOTER, "footer");
        configuration.set(COLUMNS, "pii: name");
        assertThat(part(explain(Map.of(UNMATCHED, "footer")), "id").decidedBy())
                .isEqualTo("no rule gives it a key, and parquet.kms.columns.unmatched=footer");
        configuration.unset(UNMATCHED);
        assertThat(part(explain(Map.of("parquet.encryption.complete.columns", "true")), "id")
                        .decidedBy())
                .isEqualTo("no rule gives it a key, and parquet.encryption.complete.columns=true");
        configuration.unset("parquet.encryption.complete.columns");
        Explanation required = explain(Map.of(PATHS, directory.toString()));
        assertThat(part(required, "id").decidedBy())
                .isEqualTo("no rule gives it a key, and the footer's key is the default where files must be encrypted");
        assertThat(required.required()).isEqualTo("parquet.kms.encrypted.paths says it must be encrypted");
    }

    private Configuration withPolicy(String text) throws IOException {
        java.nio.file.Path file = Files.writeString(directory.resolve("lake.json"), text.replace("PII", pii));
        configuration.set("parquet.kms.policy", file.toUri().toString());
        return configuration;
    }

    @Test
    void explain_policy_namesItsLines() throws IOException {
        withPolicy("""
                {"version": 1,
                 "keys": {"secret": "PII"},
                 "places": [
                   {"path": "/lake/people",
                    "footerKey": "footer",
                    "columns": {"secret": ["name", "address"], "!secret": ["address.city"]}},
                   {"path": "/lake/public", "plaintext": true}]}
                """);
        Explanation people = ParquetKms.explain(configuration, new Path("/lake/people/date=1"), Table.SCHEMA);
        assertThat(people.refusal()).isEmpty();
        assertThat(people.policyPlace()).contains("lake.json", "line 4");
        assertThat(people.required()).startsWith(people.policyPlace());
        assertThat(part(people, "").decidedBy()).isEqualTo(people.policyPlace());
        assertThat(part(people, "address.street"))
                .extracting(Part::state, Part::key, Part::keyId)
                .containsExactly(State.OWN_KEY, "secret", pii);
        assertThat(part(people, "address.street").decidedBy()).contains("address", "lake.json");
        assertThat(part(people, "address.city"))
                .isEqualTo(new Part(
                        "address.city",
                        State.FOOTER_KEY,
                        "footer",
                        footer,
                        "rule '!secret: address.city' of "
                                + people.policyPlace().replace("line 4", "line 6") + " takes it out, and "
                                + people.policyPlace() + " says footer"));
        assertThat(part(people, "id").decidedBy())
                .isEqualTo("no rule gives it a key, and " + people.policyPlace() + " says footer");
        Explanation open = ParquetKms.explain(configuration, new Path("/lake/public"), Table.SCHEMA);
        assertThat(open.isPlaintext()).isTrue();
        assertThat(part(open, "name").decidedBy()).isEqualTo("no key is configured for it by " + open.policyPlace());
    }

    @Test
    void explain_policyThatCannotBeRead_isARefusal() throws IOException {
        withPolicy("{\"version\": 1, \"placess\": []}");
        assertThat(explain(Map.of()).refusal()).contains("lake.json", "placess");
        configuration.set(
                "parquet.kms.policy", directory.resolve("nothing.json").toUri().toString());
        assertThat(explain(Map.of()).refusal()).contains("nothing.json");
    }

    /** A key for each value of a partition column is that of the directory asked for. */
    @Test
    void explain_keyOfAPartition_isItsValues() throws IOException {
        withPolicy("""
                {"version": 1,
                 "keys": {"tenant": "arn:aws:kms:us-east-1:111122223333:alias/tenant-{tenant}"},
                 "places": [{"path": "/lake/orders", "key": "tenant"}]}
                """);
        Explanation acme = ParquetKms.explain(configuration, new Path("/lake/orders/tenant=acme"), Table.SCHEMA);
        assertThat(acme.parts())
                .isNotEmpty()
                .allMatch(part -> part.keyId().equals("arn:aws:kms:us-east-1:111122223333:alias/tenant-acme"));
        assertThat(ParquetKms.explain(configuration, new Path("/lake/orders"), Table.SCHEMA)
                        .refusal())
                .contains("partition the table by tenant");
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void explain_rules_namesThem() {
        Explanation explanation =
                explain(Map.of(FOOTER, "footer", "parquet.kms.columns", "pii: address.**, n*; finance: phone"));
        assertThat(part(explanation, "address.city").decidedBy()).contains("address.**", "parquet.kms.columns");
        assertThat(part(explanation, "name").decidedBy()).contains("n*", "parquet.kms.columns");
        assertThat(part(explanation, "notes.key_value.value").key()).isEqualTo("pii");
        assertThat(part(explanation, "phone").keyId()).isEqualTo(finance);
    }

    @Test
    void explain_oneKeyForEverything_saysSo() {
        Explanation explanation = explain(Map.of(UNIFORM, "pii", "parquet.kms.encryption.context", "app=etl,env=test"));
        assertThat(part(explanation, "")).isEqualTo(new Part("", State.FOOTER_KEY, "pii", pii, UNIFORM));
        assertThat(part(explanation, "id"))
                .isEqualTo(new Part("id", State.FOOTER_KEY, "pii", pii, "one key for everything"));
        assertThat(explanation.algorithm()).isEqualTo("AES_GCM_V1, data keys of 128 bits");
        assertThat(explanation.encryptionContext()).containsOnly(Map.entry("app", "etl"), Map.entry("env", "test"));
    }

    @Test
    void explain_columnInPlaintextBesideAnEncryptedOne_isNoted() {
        Explanation explanation = explain(Map.of(FOOTER, "footer", COLUMNS, "pii: address.street"));
        assertThat(explanation.notes()).singleElement().asString().contains("address.city", dataset.getName());
    }

    @Test
    void explain_withoutOurFactory_isNoted() {
        configuration.unset("parquet.crypto.factory.class");
        assertThat(explain(Map.of(UNIFORM, "pii")).notes())
                .singleElement()
                .asString()
                .startsWith("parquet.crypto.factory.class is not set: ");
        assertThat(explain(Map.of("parquet.crypto.factory.class", "other.Factory"))
                        .notes())
                .singleElement()
                .asString()
                .startsWith("parquet.crypto.factory.class is other.Factory: ");
    }

    @Test
    void explain_nameWithSyntaxInIt_isQuoted() {
        MessageType odd = MessageTypeParser.parseMessageType(
                "message odd { required int32 na.me; optional group a_b { required int32 c:d; } }");
        Explanation explanation = ParquetKms.explain(configuration, dataset, odd);
        assertThat(explanation.columns()).extracting(Part::column).containsExactly("\"na.me\"", "a_b.\"c:d\"");
    }

    @Test
    void explanation_asText_isATable() {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { required binary ssn; optional group address { required binary city; } }");
        configuration.set(FOOTER, "footer");
        configuration.set(COLUMNS, "pii: ssn");
        configuration.set("parquet.kms.encryption.context", "app=etl");
        assertThat(ParquetKms.explain(configuration, new Path("/lake/people"), schema))
                .hasToString("""
                        /lake/people: encrypted
                        Algorithm: AES_GCM_V1, data keys of 128 bits
                        Encryption context: app=etl

                        column        state       key     key id %1$s decided by
                        (footer)      footer key  footer  %2$s  parquet.encryption.footer.key
                        ssn           own key     pii     %3$s  parquet.encryption.column.keys
                        address.city  plaintext           %4$s  no rule gives it a key, and parquet.kms.columns.unmatched is plaintext by default""".formatted(" ".repeat(footer.length() - 6), footer, pii, " ".repeat(footer.length())));
    }

    @Test
    void explanation_refused_isALineThatSaysWhatToDo() {
        String text = explain(Map.of(FOOTER, "footer", COLUMNS, "pii: Name")).toString();
        assertThat(text.lines()).hasSize(2);
        assertThat(text)
                .startsWith(dataset + ": would not be written\nRefused: ")
                .contains("did you mean 'name'?");
    }

    /** A schema comes from who knows whom. */
    @Test
    void explanation_hostileName_isPrintable() {
        MessageType hostile = new MessageType(
                "m",
                org.apache.parquet.schema.Types.required(
                                org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32)
                        .named("a\u001b[31m\nb"));
        assertThat(ParquetKms.explain(configuration, dataset, hostile).toString())
                .contains("a\\u001b[31m\\u000ab")
                .doesNotContain("\u001b");
    }

    @Test
    void explain_file_takesTheSchemaOfItsFooter() throws IOException {
        Path file = new Path(dataset, "plain.parquet");
        Table.write(configuration, file, 1);
        configuration.set(FOOTER, "footer");
        configuration.set(COLUMNS, "pii: name");
        configuration.set("parquet.encryption.plaintext.footer", "true");
        Path encrypted = new Path(dataset, "encrypted.parquet");
        Table.write(configuration, encrypted, 1);
        kms.resetLog();
        for (Path each : new Path[] {file, encrypted}) {
            Explanation explanation = ParquetKms.explain(configuration, each);
            assertThat(explanation.path()).isEqualTo(each.toString());
            assertThat(explanation.columns()).hasSize(Table.SCHEMA.getPaths().size());
            assertThat(part(explanation, "name").key()).isEqualTo("pii");
            assertThat(part(explanation, "").decidedBy())
                    .isEqualTo(
                            "parquet.encryption.plaintext.footer: readable by all, signed with the key by " + FOOTER);
        }
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void explain_fileWithEncryptedFooter_asksForTheSchema() {
        configuration.set(UNIFORM, "pii");
        Path file = new Path(dataset, "encrypted.parquet");
        Table.write(configuration, file, 1);
        kms.resetLog();
        assertThatThrownBy(() -> ParquetKms.explain(configuration, file))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("encrypted.parquet stands in its encrypted footer")
                .hasMessageEndingWith("give the schema itself");
        assertThat(kms.totalCalls()).isZero();
    }
}
