package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.WrittenColumns;
import io.parquetkms.config.InvalidConfigurationException;
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
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The factory with real Parquet files and the tests' KMS. */
final class CryptoFactoryTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 50;

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();
    private final String finance = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration reader = new Configuration(false);
    private Configuration writer = new Configuration(false);
    private Path file = new Path("unset");

    @BeforeEach
    void configure() {
        Aws.signIn();
        reader = Aws.configuration(kms.endpoint());
        reader.set("parquet.kms.key.footer", footer);
        reader.set("parquet.kms.key.pii", pii);
        reader.set("parquet.kms.key.finance", finance);
        writer = new Configuration(reader);
        file = new Path(directory.resolve("customer.parquet").toUri());
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private void columns(String columnKeys) {
        writer.set("parquet.encryption.footer.key", "footer");
        writer.set("parquet.encryption.column.keys", columnKeys);
    }

    private String bytes() throws IOException {
        return Files.readString(java.nio.file.Path.of(file.toUri()), StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> algorithmsAndKeyLengths() {
        return Stream.of("AES_GCM_V1", "AES_GCM_CTR_V1")
                .flatMap(algorithm -> Stream.of(128, 192, 256).map(bits -> Arguments.of(algorithm, bits)));
    }

    @ParameterizedTest
    @MethodSource("algorithmsAndKeyLengths")
    void columnKeys_writtenAndRead_underTheirKeys(String algorithm, int bits) throws IOException {
        columns("pii:name,phone;finance:balance");
        writer.set("parquet.encryption.algorithm", algorithm);
        writer.setInt("parquet.encryption.data.key.length.bits", bits);
        writer.setInt("parquet.encryption.kek.length.bits", bits);
        writer.setBoolean("parquet.enable.dictionary", false);
        Table.write(writer, file, ROWS);

        assertThat(bytes())
                .startsWith("PARE")
                .doesNotContain("Customer#1", Table.phone(1))
                .contains("10 Main St");
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(3);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(3);
        assertThat(kms.totalCalls()).isEqualTo(6);
    }

    @Test
    void columnKeys_nestedLeaves_areEncrypted() throws IOException {
        columns("pii:address.street,tags.list.element,notes.key_value.value");
        writer.setBoolean("parquet.enable.dictionary", false);
        Table.write(writer, file, ROWS);

        assertThat(bytes())
                .doesNotContain("10 Main St", "tag number 1", "note number 17")
                .contains("Oslo-1");
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void columnKeys_byArnAliasAndId_areTheSameKeyToKms() {
        String alias = kms.alias("alias/finance", finance);
        columns(pii + ":name;" + pii.substring(pii.lastIndexOf('/') + 1) + ":phone;alias/finance:balance;" + alias
                + ":address.city");
        Table.write(writer, file, ROWS);

        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
        kms.alias("alias/finance", pii);
        runtime.wipe();
        assertThat(Table.read(reader, file))
                .as("the file names the key that the alias was then")
                .isEqualTo(Table.rows(ROWS));
    }

    @Test
    void uniformKey_everything_underOneKey() throws IOException {
        writer.set("parquet.encryption.uniform.key", "pii");
        writer.setBoolean("parquet.enable.dictionary", false);
        Table.write(writer, file, ROWS);

        assertThat(bytes()).doesNotContain("Customer#1", "10 Main St", "Oslo-1", "balance");
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
        assertThat(kms.totalCalls()).isEqualTo(2);
    }

    @Test
    void completeColumns_theRest_underTheFootersKey() throws IOException {
        columns("pii:phone");
        writer.setBoolean("parquet.encryption.complete.columns", true);
        writer.setBoolean("parquet.enable.dictionary", false);
        Table.write(writer, file, ROWS);

        assertThat(bytes()).doesNotContain("Customer#1", "10 Main St", "Oslo-1", Table.phone(1));
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        assertThat(Table.read(reader, file, Table.only("id", "name", "address")))
                .hasSize(ROWS);
    }

    @Test
    void plaintextFooter_readableWithoutAnyKey_exceptTheColumns() throws IOException {
        columns("pii:phone");
        writer.setBoolean("parquet.encryption.plaintext.footer", true);
        Table.write(writer, file, ROWS);
        assertThat(bytes()).startsWith("PAR1");
        Configuration stranger = new Configuration(false);

        assertThat(Table.read(stranger, file, Table.only("name"))).hasSize(ROWS);
        assertThatThrownBy(() -> Table.read(stranger, file, Table.only("phone")))
                .hasMessageNotContaining("25-989");
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
    }

    /** Who has no library at all reads as much; see the test before. */
    @Test
    void plaintextFooter_whoseKeyIsDenied_showsTheOtherColumns_unlessGuarded() {
        columns("pii:phone");
        writer.setBoolean("parquet.encryption.plaintext.footer", true);
        Table.write(writer, file, ROWS);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, footer);

        assertThat(Table.read(reader, file, Table.only("id", "name"))).hasSize(ROWS);
        assertThat(Table.read(reader, file, Table.only("phone")))
                .as("its key is another")
                .hasSize(ROWS);
        reader.set("parquet.kms.encrypted.paths", "*");
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("name")))
                .hasStackTraceContaining("KeyAccessDeniedException");
    }

    @Test
    void plaintextFooter_whoseKeyIsDenied_leavesOthersOfTheDatasetVerified() throws IOException {
        columns("pii:phone");
        writer.setBoolean("parquet.encryption.plaintext.footer", true);
        Table.write(writer, file, ROWS);
        Path planted = new Path(file.getParent(), "planted.parquet");
        Table.write(with(writer, "parquet.encryption.footer.key", "finance"), planted, ROWS);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, finance);
        String changed = bytes().replace("balance", "bAlance");
        Files.writeString(java.nio.file.Path.of(file.toUri()), changed, StandardCharsets.ISO_8859_1);
        Files.deleteIfExists(directory.resolve(".customer.parquet.crc"));

        assertThat(Table.read(reader, planted, Table.only("name"))).hasSize(ROWS);
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("name")))
                .hasStackTraceContaining("Signature mismatch");
    }

    private static Configuration with(Configuration base, String name, String value) {
        Configuration changed = new Configuration(base);
        changed.set(name, value);
        return changed;
    }

    @Test
    void deniedColumn_othersAreReadable_andItsOwnErrorSaysWhatToDo() {
        columns("pii:phone;finance:balance");
        Table.write(writer, file, ROWS);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        reader.set("parquet.kms.denied.ttl", "1h");

        assertThat(Table.read(reader, file, Table.only("id", "balance"))).hasSize(ROWS);
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("phone")))
                .hasStackTraceContaining("KeyAccessDeniedException: Column [phone]: key access denied")
                .hasStackTraceContaining("KeyAccessDeniedException: Cannot get a key of " + file + ": kms:Decrypt with "
                        + pii + ": access denied. Grant kms:Decrypt on that key to this role");
        assertThatThrownBy(() -> Table.read(reader, file)).hasStackTraceContaining("KeyAccessDeniedException");
        assertThat(kms.calls(Operation.DECRYPT, "AccessDeniedException")).isEqualTo(1);
    }

    @Test
    void deniedWriter_nothingIsWritten() {
        columns("pii:phone;finance:balance,name");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GENERATE_DATA_KEY, finance);

        assertThatThrownBy(() -> Table.write(writer, file, ROWS))
                .isInstanceOf(KeyAccessDeniedException.class)
                .hasMessageContaining("column 'balance' (and 1 more under the same key) of " + file)
                .hasMessageContaining("Grant kms:GenerateDataKey");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void writerThatMayOnlyMakeKeys_writesAndCannotReadItsOwn() {
        columns("pii:phone");
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.ENCRYPT, pii);
        Table.write(writer, file, ROWS);

        assertThatThrownBy(() -> Table.read(writer, file)).hasStackTraceContaining("KeyAccessDeniedException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"phon", "address", "Phone", "address.zip", "year"})
    void columnNotInTheFile_refusedBeforeAnyByteOrCall(String column) {
        columns("pii:name," + column);

        assertThatThrownBy(() -> Table.write(writer, file, ROWS))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("'" + column + "'")
                .hasMessageContaining("parquet.encryption.column.keys")
                .hasMessageContaining("id, name, phone, balance, address.street, address.city, tags.list.element");
        assertThat(directory).isEmptyDirectory();
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void columnNotInTheFile_hintsAtTheLikelyMistake() {
        columns("pii:address");
        assertThatThrownBy(() -> Table.write(writer, file, ROWS))
                .hasMessageContaining("It is a group: name its leaf columns, address.street, address.city");
        columns("pii:PHONE");
        assertThatThrownBy(() -> Table.write(writer, file, ROWS)).hasMessageContaining("did you mean 'phone'?");
    }

    /** Before, the advice was about partition columns, although the right path was in the list. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            items.memo                     | items.list.element.memo
            items.element.memo             | items.list.element.memo
            items.array.memo               | items.list.element.memo
            cards.limit                    | cards.key_value.value.limit
            cards.key                      | cards.key_value.key
            cards.entries.value.limit      | cards.key_value.value.limit
            """)
    void columnInAListOrMap_withoutTheirGroups_hintsAtTheWholePath(String wanted, String meant) {
        MessageType schema = MessageTypeParser.parseMessageType("""
                message t {
                  required int64 id;
                  optional group items (LIST) { repeated group list { optional group element {
                    optional binary memo (STRING); optional int32 size; } } }
                  optional group cards (MAP) { repeated group key_value { required binary key (STRING);
                    optional group value { optional int64 limit; } } }
                }
                """);
        columns("pii:" + wanted);

        assertThatThrownBy(() -> encryption(file, schema))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("did you mean '" + meant + "'?", "(This file was not written.)");
    }

    @Test
    void columnsThatNobodyListed_stayInPlaintext_areEncrypted_orFail() throws IOException {
        columns("pii:phone");
        writer.setBoolean("parquet.enable.dictionary", false);
        writer.set("parquet.kms.columns.unmatched", "fail");
        assertThatThrownBy(() -> Table.write(writer, file, ROWS))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("leave out: id, name, balance, address.street", "unmatched=fail");
        assertThat(directory).isEmptyDirectory();
        assertThat(kms.totalCalls()).isZero();

        writer.set("parquet.kms.columns.unmatched", "FOOTER");
        Table.write(writer, file, ROWS);
        assertThat(bytes()).doesNotContain("Customer#1", "10 Main St", "Oslo-1", Table.phone(1));
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
        deleteFile();

        writer.set("parquet.kms.columns.unmatched", "plaintext");
        Table.write(writer, file, ROWS);
        assertThat(bytes()).contains("Customer#1", "10 Main St").doesNotContain(Table.phone(1));
    }

    @Test
    void columnsThatNobodyListed_whereFilesMustBeEncrypted_areUnderTheFootersKey() throws IOException {
        columns("pii:phone");
        writer.setBoolean("parquet.enable.dictionary", false);
        writer.set("parquet.kms.encrypted.paths", "*");
        Table.write(writer, file, ROWS);

        assertThat(bytes()).doesNotContain("Customer#1", "10 Main St", "Oslo-1", Table.phone(1));
        assertThat(Table.read(writer, file)).isEqualTo(Table.rows(ROWS));
        deleteFile();
        writer.set("parquet.kms.columns.unmatched", "plaintext");
        Table.write(writer, file, ROWS);
        assertThat(bytes()).contains("Customer#1");
        assertThat(Table.read(writer, file)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void footerKeyAlone_withUnmatchedFooter_encryptsEveryColumn() throws IOException {
        writer.set("parquet.encryption.footer.key", "footer");
        writer.set("parquet.kms.columns.unmatched", "footer");
        writer.setBoolean("parquet.enable.dictionary", false);
        Table.write(writer, file, ROWS);

        assertThat(bytes()).doesNotContain("Customer#1", "10 Main St", Table.phone(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "V2", "PARQUET_2_0", "parquet_2_0"})
    void v2Pages_ofAnEncryptedColumnWithLevels_areRefused(String version) {
        writer.set("parquet.writer.version", version);
        columns("pii:phone,address.street");
        assertThatThrownBy(() -> encryption(file, Table.SCHEMA))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "V2 pages of address.street.", "parquet.writer.version", "parquet.kms.plaintext.levels=true");
        assertThat(kms.totalCalls()).isZero();

        writer.set("parquet.kms.plaintext.levels", "true");
        assertThat(encryption(file, Table.SCHEMA).getEncryptedColumns()).hasSize(2);
    }

    /** For the Encryption tab and the summary. */
    @Test
    void plaintextColumns_ofEachDataset_areCounted() {
        Path listed = new Path(directory.toUri() + "listed/date=1/f.parquet");
        Path whole = new Path(directory.toUri() + "whole/f.parquet");
        Path uniform = new Path(directory.toUri() + "uniform/f.parquet");
        columns("pii:name,phone,address.street,tags.list.element,notes.key_value.value");
        Table.write(writer, listed, 1);
        Table.read(reader, listed);
        writer.setBoolean("parquet.encryption.complete.columns", true);
        Table.write(writer, whole, 1);
        writer = new Configuration(reader);
        writer.set("parquet.encryption.uniform.key", "pii");
        Table.write(writer, uniform, 1);

        assertThat(inPlaintext())
                .isEqualTo(Map.of(
                        "file:" + directory + "/listed",
                        names("address.city", "balance", "id", "notes.key_value.key"),
                        "file:" + directory + "/whole",
                        ColumnNames.NONE,
                        "file:" + directory + "/uniform",
                        ColumnNames.NONE));
    }

    private Map<String, ColumnNames> inPlaintext() {
        return WrittenColumns.inPlaintext(runtime.runtime().journal().written().snapshot());
    }

    private static ColumnNames names(String... columns) {
        return new ColumnNames(List.of(columns), 0);
    }

    @Test
    void columnsOfADataset_areToldWithKeyAndReason() {
        columns("pii:name,phone;" + pii + ":address.street");
        writer.set("parquet.kms.columns.unmatched", "footer");
        Table.write(writer, file, 1);

        String dataset = "file:" + file.getParent().toUri().getPath();
        assertThat(runtime.runtime().journal().written().snapshot())
                .containsEntry(
                        new WrittenColumns.Part(dataset, "pii", "parquet.encryption.column.keys"),
                        names("name", "phone"))
                .containsEntry(
                        new WrittenColumns.Part(dataset, pii, "parquet.encryption.column.keys"),
                        names("address.street"))
                .hasSize(4)
                .allSatisfy((part, columns) -> assertThat(part.inPlaintext()).isFalse());
    }

    @Test
    void plaintextFiles_areCountedByDataset_onWriteAlone() {
        writer = new Configuration(reader);
        Path other = new Path(directory.toUri() + "other/date=1/f.parquet");
        Path another = new Path(directory.toUri() + "other/date=2/f.parquet");
        Table.write(writer, other, 1);
        Table.write(writer, another, 1);
        Table.read(reader, other);
        columns("pii:name");
        Table.write(writer, file, 1);

        assertThat(runtime.runtime().journal().plaintextFiles().snapshot())
                .isEqualTo(Map.of(new PlaintextFiles.Kind("file:" + directory + "/other", "no key is configured"), 2L));
    }

    @Test
    void plaintextFileThatMustBeEncrypted_isNotCounted() {
        writer = new Configuration(reader);
        writer.set("parquet.kms.encrypted.paths", "file:///**");
        assertThatThrownBy(() -> Table.write(writer, file, 1)).isInstanceOf(InvalidConfigurationException.class);

        assertThat(runtime.runtime().journal().plaintextFiles().snapshot()).isEmpty();
    }

    /** Tasks of S3A's staging committers write to a local directory that nobody would know again. */
    @Test
    void stagingCommitter_datasetIsWhereTheJobsOutputGoes() {
        Path task = new Path(
                directory.toUri() + "u-1/0/_temporary/0/_temporary/attempt_1_0001_m_000000_0/date=1/f.parquet");
        columns("pii:phone");
        writer.set("mapreduce.output.fileoutputformat.outputdir", "s3a://bucket/sales");
        reader.set("mapreduce.output.fileoutputformat.outputdir", "s3a://bucket/sales");
        Table.write(writer, task, 1);
        Table.read(reader, task);

        assertThat(runtime.runtime().journal().uses().snapshot().keySet())
                .hasSize(4)
                .extracting(KeyUses.Use::dataset)
                .containsOnly("s3a://bucket/sales");
        assertThat(inPlaintext()).containsOnlyKeys("s3a://bucket/sales");
    }

    /** Nobody can say then that all columns are encrypted. */
    @Test
    void plaintextColumns_withoutASchema_areThoseNotListed() {
        columns("pii:name");
        new ParquetKmsCryptoFactory().getFileEncryptionProperties(writer, null, null);

        assertThat(inPlaintext()).isEqualTo(Map.of("", names("(any not listed)")));
    }

    @Test
    void deniedWriter_nothingIsCountedAsWritten() {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GENERATE_DATA_KEY, pii);
        columns("pii:name");
        assertThatThrownBy(() -> Table.write(writer, file, ROWS)).isInstanceOf(KeyAccessDeniedException.class);

        assertThat(inPlaintext()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags.list.element", "notes.key_value.key", "address.city"})
    void v2Pages_ofRepeatedAndNestedColumns_areRefused(String column) {
        writer.set("parquet.writer.version", "v2");
        columns("pii:" + column);
        assertThatThrownBy(() -> encryption(file, Table.SCHEMA)).hasMessageContaining("V2 pages of " + column + ".");
    }

    @Test
    void v2Pages_ofColumnsEncryptedWithTheRest_areRefused() {
        writer.set("parquet.writer.version", "v2");
        writer.set("parquet.encryption.uniform.key", "pii");
        assertThatThrownBy(() -> encryption(file, Table.SCHEMA)).hasMessageContaining("V2 pages of address.street, ");
        writer.unset("parquet.encryption.uniform.key");
        columns("pii:phone");
        assertThat(encryption(file, Table.SCHEMA).getEncryptedColumns())
                .as("flat, and never null: it has no levels")
                .hasSize(1);
        writer.set("parquet.encryption.complete.columns", "true");
        assertThatThrownBy(() -> encryption(file, Table.SCHEMA)).hasMessageContaining("V2 pages of address.street, ");
    }

    @Test
    void columnNameWithDotsAndColons_quoted_isEncrypted() {
        MessageType schema =
                MessageTypeParser.parseMessageType("message odd { required int32 na.me; required int32 a_b; }");
        columns("pii:\"na.me\"");

        assertThat(encryption(file, schema).getEncryptedColumns()).containsOnlyKeys(ColumnPath.get("na.me"));
    }

    @Test
    void unknownKeyName_refusedWithThoseThereAre() {
        columns("pi:phone");
        assertThatThrownBy(() -> Table.write(writer, file, ROWS))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("'pi'")
                .hasMessageContaining("parquet.kms.key.pi")
                .hasMessageContaining("[finance, footer, pii]");
    }

    @Test
    void noKeysConfigured_plaintext_unlessThePathMustBeEncrypted() {
        Table.write(writer, file, ROWS);
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));

        reader.set("parquet.kms.encrypted.paths", directory.toUri().getPath());
        assertThatThrownBy(() -> Table.read(reader, file))
                .as("a plaintext file in place of an encrypted one")
                .isInstanceOf(ParquetCryptoRuntimeException.class)
                .hasMessageContaining("Refusing to read " + file);
        writer.set("parquet.kms.encrypted.paths", "*");
        Path other = new Path(file.getParent(), "other.parquet");
        assertThatThrownBy(() -> Table.write(writer, other, ROWS))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Refusing to write " + other + " in plaintext");
        columns("pii:phone");
        Table.write(writer, other, ROWS);
        assertThat(Table.read(reader, other)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void nullPaths_areTaken() {
        columns("pii:phone");
        FileEncryptionProperties encryption = encryption(null, Table.SCHEMA);
        FileDecryptionProperties decryption = new ParquetKmsCryptoFactory().getFileDecryptionProperties(reader, null);

        assertThat(decryption.getKeyRetriever().getKey(encryption.getFooterKeyMetadata()))
                .isEqualTo(encryption.getFooterKey());
        kms.stop();
        runtime.wipe();
        assertThatThrownBy(() -> decryption.getKeyRetriever().getKey(encryption.getFooterKeyMetadata()))
                .hasMessageContaining("a file");
    }

    /** As some writers do: Parquet then looks for the columns itself. */
    @Test
    void noWriteContext_columnKeys_areWritten() throws IOException {
        columns("pii:phone;finance:balance");
        Table.write(withoutContext(), file, ROWS);

        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, writer.get("parquet.kms.key.pii"));
        runtime.wipe();
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("phone")))
                .hasStackTraceContaining("KeyAccessDeniedException");
        assertThat(Table.read(reader, file, Table.only("balance"))).hasSize(ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"phonenumber", "Phone", "address", "address.zip"})
    void noWriteContext_missingColumn_isRefusedByParquet(String column) {
        columns("pii:" + column);
        assertThatThrownBy(() -> Table.write(withoutContext(), file, ROWS))
                .hasMessageContaining("Encrypted column [" + column + "] not in file schema");
    }

    @Test
    void noWriteContext_completeColumns_isRefused() {
        columns("pii:phone");
        writer.set("parquet.encryption.complete.columns", "true");
        assertThatThrownBy(this::withoutContext)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("gives no schema", "parquet.encryption.complete.columns", "uniform.key");
    }

    private FileEncryptionProperties withoutContext() {
        return Objects.requireNonNull(new ParquetKmsCryptoFactory().getFileEncryptionProperties(writer, file, null));
    }

    @Test
    void decryptionProperties_ofAnyFile_askNoKms() {
        Configuration unset = new Configuration(false);
        unset.set("parquet.kms.aws.endpoint", "http://127.0.0.1:1");

        assertThat(new ParquetKmsCryptoFactory().getFileDecryptionProperties(unset, file))
                .isNotNull();
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void unloadedKeyring_afterClose_openReadersGoOn() {
        columns("pii:phone");
        FileEncryptionProperties encryption = encryption(file, Table.SCHEMA);
        FileDecryptionProperties decryption = new ParquetKmsCryptoFactory().getFileDecryptionProperties(reader, file);
        byte[] first = decryption.getKeyRetriever().getKey(encryption.getFooterKeyMetadata());
        runtime.wipe();

        assertThat(decryption.getKeyRetriever().getKey(encryption.getFooterKeyMetadata()))
                .isEqualTo(first);
    }

    @Test
    void summaryFile_besideEncryptedOnes_isRefused() {
        columns("pii:phone");
        writer.set("parquet.summary.metadata.level", "ALL");

        assertThatThrownBy(() -> Table.write(writer, file, ROWS))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("parquet.summary.metadata.level");
    }

    @Test
    void encryptionContext_isBoundAndLogged() {
        columns("pii:phone");
        writer.set("parquet.kms.encryption.context", "dataset=customer,env=test");
        Table.write(writer, file, ROWS);

        assertThat(kms.log())
                .allSatisfy(request -> assertThat(request.encryptionContext())
                        .isEqualTo(Map.of("dataset", "customer", "env", "test")));
        assertThatThrownBy(() -> Table.read(reader, file)).hasStackTraceContaining("parquet.kms.encryption.context");
        reader.set("parquet.kms.encryption.context", "env=test, dataset=customer");
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void accessTokens_ofTwoUsers_shareNoKeys() {
        columns("pii:phone");
        for (String token : List.of("alice", "bob")) {
            writer.set("parquet.encryption.key.access.token", token);
            Table.write(writer, file, ROWS);
            deleteFile();
        }

        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(4);
    }

    @Test
    void coldStart_64Threads_oneCallForEachKey() throws Exception {
        columns("pii:name,phone;finance:balance");
        CyclicBarrier together = new CyclicBarrier(64);
        ExecutorService threads = Executors.newFixedThreadPool(64);
        List<Future<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            results.add(threads.submit(() -> {
                together.await();
                FileEncryptionProperties written = encryption(file, Table.SCHEMA);
                return new ParquetKmsCryptoFactory()
                        .getFileDecryptionProperties(reader, file)
                        .getKeyRetriever()
                        .getKey(written.getFooterKeyMetadata());
            }));
        }
        for (Future<byte[]> result : results) {
            assertThat(result.get()).hasSize(16);
        }
        threads.shutdown();

        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(3);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(1);
    }

    private FileEncryptionProperties encryption(@Nullable Path path, MessageType schema) {
        return Objects.requireNonNull(new ParquetKmsCryptoFactory()
                .getFileEncryptionProperties(writer, path, new WriteContext(schema, Map.of())));
    }

    private void deleteFile() {
        try {
            file.getFileSystem(writer).delete(file, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
