package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.parquet.Explanation.Part;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ParquetKmsBuilderTest {

    private static final int ROWS = 3;

    /** What Parquet makes by reflection must not be met by what is built. */
    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    @BeforeEach
    void signIn() {
        Aws.signIn();
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private ParquetKmsBuilder keys() {
        return ParquetKms.builder()
                .configuration(new Configuration(false))
                .endpoint(kms.endpoint().toString())
                .region(TestKms.REGION)
                .set("parquet.kms.aws.attempt.timeout", "5m")
                .set("parquet.kms.aws.call.timeout", "10m")
                .key("footer", footer)
                .key("pii", pii);
    }

    private ParquetKms built() {
        return keys().footerKey("footer").columns("pii", "name", "address.**").build();
    }

    private Path file(String name) {
        return new Path(directory.resolve(name).toUri());
    }

    private static void write(ParquetKms kms, Path file) throws IOException {
        Table.write(kms.encryption(Table.SCHEMA, file), file, ROWS);
    }

    private static List<String> read(FileDecryptionProperties decryption, Path file) {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(new Configuration(false))
                .withDecryption(decryption)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static List<String> keysOf(Explanation explanation) {
        assertThat(explanation.refusal()).isEmpty();
        return explanation.parts().stream()
                .filter(part -> !part.key().isEmpty())
                .map(part -> part.column() + "=" + part.key())
                .toList();
    }

    // ---- files

    @Test
    void files_areWrittenAndRead_withOneCallForEachKey() throws IOException {
        try (ParquetKms own = built()) {
            for (String name : List.of("a.parquet", "b.parquet")) {
                write(own, file(name));
                assertThat(read(own.decryption(file(name)), file(name))).isEqualTo(Table.rows(ROWS));
            }
            assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
            assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(2);
            assertThat(own.summary())
                    .startsWith("Encryption keys: 4 KMS calls (2 Decrypt, 2 GenerateDataKey), $0.000012 at list price. "
                            + "8 data keys wrapped, ")
                    .contains("Columns in plaintext in encrypted files: "
                            + directory
                                    .toUri()
                                    .toString()
                                    .replaceFirst("///", "/")
                                    .replaceFirst("/$", ""));
        }
        assertThat(Files.readString(directory.resolve("a.parquet"), StandardCharsets.ISO_8859_1))
                .doesNotContain("Customer#", "Main St")
                .contains(Table.phone(1));
    }

    @Test
    void files_ofJavasPaths_areTheSame() throws IOException {
        java.nio.file.Path file = directory.resolve("with space.parquet");
        try (ParquetKms own = built()) {
            Table.write(own.encryption(Table.SCHEMA, file), file("with space.parquet"), ROWS);
            assertThat(read(own.decryption(file), file("with space.parquet"))).isEqualTo(Table.rows(ROWS));
            assertThat(own.explain(Table.SCHEMA, file)).isEqualTo(own.explain(Table.SCHEMA, new Path(file.toUri())));
        }
    }

    @Test
    void encryption_tags_areRead() {
        Map<String, String> tags = Map.of("parquet.kms.encrypt.phone", "pii");
        try (ParquetKms own = keys().footerKey("footer").build()) {
            assertThat(keysOf(own.explain(Table.SCHEMA, file("a"), tags))).containsExactly("=footer", "phone=pii");
            for (FileEncryptionProperties encryption : List.of(
                    own.encryption(Table.SCHEMA, file("a"), tags),
                    own.encryption(Table.SCHEMA, directory.resolve("a"), tags),
                    own.encryptionOrPlaintext(Table.SCHEMA, file("a"), tags).orElseThrow())) {
                assertThat(encryption.getEncryptedColumns()).containsOnlyKeys(ColumnPath.get("phone"));
            }
        }
    }

    /** Which is why the Javadoc warns: Parquet itself says nothing, and a page of one file would pass for the other's. */
    @Test
    void encryption_isForOneFile_andAnotherGetsOtherKeysAndAad() throws IOException {
        try (ParquetKms own = built()) {
            FileEncryptionProperties first = own.encryption(Table.SCHEMA, file("a"));
            FileEncryptionProperties second = own.encryption(Table.SCHEMA, file("a"));
            assertThat(first.getFooterKey()).isNotEqualTo(second.getFooterKey());
            assertThat(first.getFileAAD()).isNotEqualTo(second.getFileAAD());
            Table.write(first, file("a"), ROWS);
            Table.write(first, file("b"), ROWS);
            assertThat(read(own.decryption(file("b")), file("b"))).hasSize(ROWS);
        }
    }

    // ---- nothing to encrypt

    @Test
    void encryption_nothingHasAKey_isRefused() {
        try (ParquetKms own = keys().build()) {
            assertThatThrownBy(() -> own.encryption(Table.SCHEMA, file("a")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessage(
                            "Refusing to write " + file("a") + " in plaintext: it was to be encrypted, but no key is"
                                    + " configured. Name a key for it, or ask for encryptionOrPlaintext");
            assertThat(own.explain(Table.SCHEMA, file("a")).isPlaintext()).isTrue();
            assertThat(own.summary()).doesNotContain("plaintext");
            assertThat(own.encryptionOrPlaintext(Table.SCHEMA, file("a"), Map.of()))
                    .isEmpty();
            assertThat(own.summary()).contains("1 dataset was written in plaintext: ");
        }
    }

    @Test
    void encryption_noRuleFits_isRefused() {
        try (ParquetKms own = keys().footerKey("footer")
                .columns("pii", "*ssn")
                .set("parquet.kms.columns.missing", "ignore")
                .build()) {
            assertThatThrownBy(() -> own.encryption(Table.SCHEMA, file("a")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("no column of it has a key");
            assertThat(own.encryptionOrPlaintext(Table.SCHEMA, file("a"), Map.of()))
                    .isEmpty();
        }
    }

    @Test
    void encryptionOrPlaintext_whereItMustBeEncrypted_isRefused() {
        try (ParquetKms own = keys().encryptedPath(directory.toString()).build()) {
            assertThatThrownBy(() -> own.encryptionOrPlaintext(Table.SCHEMA, file("a"), Map.of()))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("parquet.kms.encrypted.paths says it must be encrypted");
        }
    }

    @Test
    void encryptionOrPlaintext_withAKey_isThere() {
        try (ParquetKms own = built()) {
            assertThat(own.encryptionOrPlaintext(Table.SCHEMA, file("a"), Map.of()))
                    .map(encryption -> encryption.getEncryptedColumns().size())
                    .isEqualTo(Optional.of(3));
        }
    }

    // ---- what is read

    @Test
    void decryption_plaintextFile_isReadUnlessItMustBeEncrypted() throws IOException {
        Table.write(new Configuration(false), file("plain"), ROWS);
        try (ParquetKms own = built()) {
            assertThat(read(own.decryption(file("plain")), file("plain"))).isEqualTo(Table.rows(ROWS));
        }
        try (ParquetKms own = keys().encryptedPath("/elsewhere")
                .encryptedPath(directory.toString())
                .build()) {
            assertThatThrownBy(() -> own.decryption(file("plain")))
                    .isInstanceOf(UnencryptedFileException.class)
                    .hasMessageContaining("plain, which is not encrypted");
            assertThatThrownBy(() -> own.decryption(directory)).hasMessageContaining("Cannot read the footer of ");
        }
    }

    @Test
    void trustedKey_replacesTheDefault() throws IOException {
        try (ParquetKms own = built()) {
            write(own, file("a"));
        }
        String mine = "arn:aws:kms:us-east-1:999988887777:key/*";
        try (ParquetKms other = keys().trustedKey(mine).trustedKey("pii").build()) {
            assertThatThrownBy(() -> read(other.decryption(file("a")), file("a")))
                    .hasStackTraceContaining("UntrustedKeyException");
        }
        try (ParquetKms other =
                keys().trustedKey(mine).trustedKey("pii").trustedKey("footer").build()) {
            assertThat(read(other.decryption(file("a")), file("a"))).hasSize(ROWS);
        }
    }

    // ---- its own runtime

    @Test
    void two_knowNothingOfEachOther() throws IOException {
        String other = kms.createKey();
        ParquetKms second = keys().key("footer", other).uniformKey("footer").build();
        try (ParquetKms first = built()) {
            write(first, file("a"));
            write(second, file("b"));
            assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(3);
            assertThat(first.summary()).contains("2 KMS calls", "Columns in plaintext");
            assertThat(second.summary()).contains("1 KMS calls").doesNotContain("Columns in plaintext");
            second.close();
            assertThat(read(first.decryption(file("a")), file("a"))).hasSize(ROWS);
        }
        assertThat(runtime.runtime().journal().statistics().snapshot().calls().total())
                .as("of what Parquet makes by reflection")
                .isZero();
    }

    @Test
    void close_wipesTheKeys() throws IOException {
        ParquetKms own = built();
        write(own, file("a"));
        FileDecryptionProperties decryption = own.decryption(file("a"));
        assertThat(read(decryption, file("a"))).hasSize(ROWS);
        own.close();
        own.close();
        assertThatExceptionOfType(KmsUnavailableException.class)
                .isThrownBy(() -> read(decryption, file("a")))
                .withMessageContaining("The application (or the ParquetKms) that this key is for has ended");
        for (Runnable ask : List.<Runnable>of(
                () -> own.encryption(Table.SCHEMA, file("b")),
                () -> own.encryptionOrPlaintext(Table.SCHEMA, file("b"), Map.of()),
                () -> own.decryption(file("a")),
                () -> own.explain(Table.SCHEMA, file("b")))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(ask::run)
                    .withMessage(
                            "This ParquetKms was closed, and its keys are gone: ask it before, or build another one");
        }
        assertThat(own.summary()).as("can still be logged").contains("4 KMS calls");
    }

    @Test
    void close_fileThatIsBeingWritten_canBeFinished() throws IOException {
        ParquetKms own = built();
        FileEncryptionProperties encryption = own.encryption(Table.SCHEMA, file("a"));
        own.close();
        Table.write(encryption, file("a"), ROWS);
        try (ParquetKms again = built()) {
            assertThat(read(again.decryption(file("a")), file("a"))).isEqualTo(Table.rows(ROWS));
        }
    }

    // ---- settings

    @Test
    void settings_areWhatTheyAreCalled() {
        ParquetKms own = keys().footerKey("footer")
                .columns("pii", "name", "address.**")
                .columns("!pii", "address.city")
                .rules("footer: phone; pii: balance")
                .encryptionContext("app", "etl")
                .encryptionContext("env", "a=b")
                .encryptedPath(directory.toString())
                .plaintextFooter()
                .credentials("default")
                .set("parquet.kms.columns.unmatched", "plaintext")
                .set("parquet.encryption.data.key.length.bits", "256")
                .build();
        Explanation explanation = own.explain(Table.SCHEMA, file("a"));
        assertThat(keysOf(explanation))
                .containsExactly("=footer", "name=pii", "phone=footer", "balance=pii", "address.street=pii");
        assertThat(explanation.encryptionContext()).containsOnly(Map.entry("app", "etl"), Map.entry("env", "a=b"));
        assertThat(explanation.required()).isNotEmpty();
        assertThat(explanation.algorithm()).contains("256");
        assertThat(explanation.parts())
                .first()
                .extracting(Part::decidedBy)
                .asString()
                .contains("plaintext.footer");
        assertThat(explanation.notes()).noneMatch(note -> note.contains("parquet.crypto.factory.class"));
        assertThat(kms.totalCalls()).isZero();
        own.close();
    }

    @Test
    void keystore_isTheProvider() {
        try (ParquetKms own = ParquetKms.builder()
                .keystore("jceks://file" + directory.resolve("keys.jceks"))
                .uniformKey("all")
                .build()) {
            assertThat(own.explain(Table.SCHEMA, file("a")).parts())
                    .allSatisfy(part -> assertThat(part.keyId()).isEqualTo("all"));
        }
    }

    @Test
    void policy_decides() throws IOException {
        java.nio.file.Path policy = Files.writeString(directory.resolve("lake.json"), """
                {"version": 1, "places": [
                  {"path": "/lake/people", "footerKey": "footer", "columns": {"pii": ["name"]}},
                  {"path": "/lake/public", "plaintext": true}]}
                """);
        try (ParquetKms own = keys().policy(policy.toUri().toString()).build()) {
            assertThat(own.encryption(Table.SCHEMA, new Path("/lake/people/a")).getEncryptedColumns())
                    .hasSize(Table.SCHEMA.getPaths().size());
            assertThat(own.explain(Table.SCHEMA, new Path("/lake/people/a")).policyPlace())
                    .contains("line 2");
            assertThatThrownBy(() -> own.encryption(Table.SCHEMA, new Path("/lake/public/a")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("lake.json, line 3");
        }
    }

    @Test
    void configuration_isCopied_andCountsLess() {
        Configuration hadoop = new Configuration(false);
        hadoop.set("parquet.encryption.uniform.key", "pii");
        hadoop.set("parquet.kms.encryption.context", "from=hadoop");
        ParquetKmsBuilder builder = keys().configuration(hadoop).encryptionContext("from", "builder");
        try (ParquetKms own = builder.build()) {
            hadoop.set("parquet.encryption.uniform.key", "footer");
            builder.set("parquet.encryption.uniform.key", "footer");
            assertThat(own.explain(Table.SCHEMA, file("a")).parts())
                    .allSatisfy(part -> assertThat(part.key()).isEqualTo("pii"));
            assertThat(own.explain(Table.SCHEMA, file("a")).encryptionContext())
                    .containsOnly(Map.entry("from", "builder"));
        }
        assertThat(hadoop.get("parquet.crypto.factory.class")).isNull();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(all -> all.footerKey("footr"), "Unknown key 'footr': there is no parquet.kms.key.footr"),
                mistake(all -> all.footerKey("footer").columns("PII", "name"), "Unknown key 'PII': names are in lower"),
                mistake(all -> all.key("Pii", "alias/pii"), "Invalid property parquet.kms.key.Pii"),
                mistake(all -> all.key("spare", "no key at all"), "Unknown key 'spare': 'no key at all' is no"),
                mistake(all -> all.columns("pii", "name"), "parquet.kms.columns is set without a footer key"),
                mistake(all -> all.columns("pii"), "No columns for the key 'pii'"),
                mistake(
                        all -> all.columns("pii", "name; footer: phone"),
                        "'pii: name; footer: phone' is more than one rule"),
                mistake(all -> all.columns("pii", "name, phone"), "is more than one rule"),
                mistake(all -> all.rules("name"), "parquet.kms.columns: no key in 'name'"),
                mistake(all -> all.footerKey("footer").uniformKey("pii"), "is the key of everything"),
                mistake(
                        all -> all.plaintextFooter().set("parquet.kms.colums", "x"),
                        "did you mean parquet.kms.columns?"),
                mistake(all -> all.policy("file:/nowhere/lake.json"), "file:/nowhere/lake.json"),
                mistake(all -> all.encryptedPath("relative/path"), "parquet.kms.encrypted.paths"),
                mistake(all -> all.trustedKey("nobody's"), "parquet.kms.trusted.keys"),
                mistake(all -> all.encryptionContext("a", "b,c=d"), "Invalid pair of the encryption context 'a=b,c=d'"),
                mistake(all -> all.encryptionContext("a=", "b"), "nor its name '='"),
                mistake(all -> all.encryptionContext("a", "b").encryptionContext("a", "c"), "each key once"),
                mistake(all -> all.endpoint("kms.example.com"), "parquet.kms.aws.endpoint"),
                mistake(all -> all.set("parquet.kms.dataset", "x"), "not supported by this version"),
                mistake(
                        all -> all.uniformKey("pii").set("parquet.encryption.data.key.length.bits", "64"),
                        "Invalid value '64'"));
    }

    private static Arguments mistake(UnaryOperator<ParquetKmsBuilder> made, String message) {
        return Arguments.of(message, made);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void build_mistake_isSaid(String message, UnaryOperator<ParquetKmsBuilder> made) {
        assertThatThrownBy(() -> made.apply(keys()).build())
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(message);
        assertThat(kms.totalCalls()).isZero();
    }

    /** The library refuses what it can see. */
    @Test
    void encryption_v2Pages_areRefusedWhereTheyAreSet() {
        try (ParquetKms own =
                keys().uniformKey("pii").set("parquet.writer.version", "v2").build()) {
            assertThatThrownBy(() -> own.encryption(Table.SCHEMA, file("a")))
                    .isInstanceOf(InvalidConfigurationException.class)
                    .hasMessageContaining("parquet.writer.version=v2");
        }
    }
}
