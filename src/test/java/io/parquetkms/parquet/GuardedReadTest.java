package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read where files must be encrypted: real files that somebody else put there. */
final class GuardedReadTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 20;

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();

    /** Of the same account and Region, so trusted by default. */
    private final String attackers = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration reader = new Configuration(false);

    /** Without a guard: whoever puts files there asks nobody. */
    private Configuration writer = new Configuration(false);

    private Path file = new Path("unset");

    @BeforeEach
    void configure() {
        Aws.signIn();
        writer = Aws.configuration(kms.endpoint());
        writer.setBoolean("parquet.enable.dictionary", false);
        reader = Aws.configuration(kms.endpoint());
        reader.set("parquet.kms.key.footer", footer);
        reader.set("parquet.kms.key.pii", pii);
        reader.set("parquet.kms.encrypted.paths", directory.toUri().getPath());
        file = new Path(directory.resolve("customer.parquet").toUri());
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private void write(String footerKey, String columnKeys) {
        writer.set("parquet.encryption.footer.key", footerKey);
        writer.set("parquet.encryption.column.keys", columnKeys);
        Table.write(writer, file, ROWS);
    }

    private void writeWhole(String key) {
        writer.set("parquet.encryption.uniform.key", key);
        Table.write(writer, file, ROWS);
    }

    private static Configuration with(Configuration base, String name, String value) {
        Configuration changed = new Configuration(base);
        changed.set(name, value);
        return changed;
    }

    @Test
    void footerUnderAConfiguredKey_isRead() {
        writeWhole(footer);

        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
    }

    /** An alias leads to a replica in each Region: with another Region, and nothing else changed, files are read there. */
    @Test
    void multiRegionKeyBehindAnAlias_isReadWithItsReplicaInTheOwnRegionAlone() {
        String away = "eu-central-1";
        String home = kms.createMultiRegionKey(TestKms.REGION);
        kms.alias("alias/pii", home);
        kms.alias("alias/pii", kms.replicate(home, away));
        writeWhole("alias/pii");
        kms.disable(home);
        int written = kms.log().size();
        reader.unset("parquet.kms.key.footer");
        reader.set("parquet.kms.key.pii", "alias/pii");

        assertThat(Table.read(with(reader, "parquet.kms.aws.region", away), file))
                .isEqualTo(Table.rows(ROWS));
        assertThat(kms.log().subList(written, kms.log().size()))
                .isNotEmpty()
                .allMatch(request -> away.equals(request.region()));
        assertThatThrownBy(() -> Table.read(with(reader, "parquet.kms.aws.region", "us-west-1"), file))
                .isInstanceOf(KeyNotFoundException.class);
        assertThat(kms.log()).noneMatch(request -> request.outcome().contains("Disabled"));
    }

    @Test
    void plantedTable_underATrustedKeyThatNobodyNamed_isRefusedWithoutACall() {
        writeWhole(attackers);

        assertThatThrownBy(() -> Table.read(reader, file))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContainingAll(
                        file.toString(), attackers, "parquet.kms.encrypted.paths", "parquet.kms.trusted.keys");
        assertThat(kms.calls(Operation.DECRYPT)).isZero();
        assertThat(Table.read(with(reader, "parquet.kms.trusted.keys", "footer," + attackers), file))
                .isEqualTo(Table.rows(ROWS));
        assertThat(Table.read(with(reader, "parquet.kms.encrypted.paths", "/elsewhere"), file))
                .as("where nothing must be encrypted, trust will do")
                .isEqualTo(Table.rows(ROWS));
    }

    /** Key tools of others write a key's name into the file; what it stood for there is nobody's word here. */
    @Test
    void plantedTable_underAConfiguredNameThatStoodForAnotherKey_isRefused() {
        writer.set("parquet.crypto.factory.class", PropertiesDrivenCryptoFactory.class.getName());
        writer.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        writer.set("parquet.kms.key.footer", attackers);
        writeWhole("footer");
        KeyToolkit.removeCacheEntriesForAllTokens();

        assertThatThrownBy(() -> Table.read(reader, file))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContainingAll(file.toString(), attackers);
    }

    @Test
    void plaintextFooter_signedUnderTheAttackersKey_isRefused() {
        writer.set("parquet.encryption.plaintext.footer", "true");
        writeWhole(attackers);

        assertThatThrownBy(() -> Table.read(reader, file))
                .isInstanceOf(UntrustedKeyException.class)
                .hasMessageContaining(attackers);
    }

    @Test
    void plaintextFooter_signedUnderAConfiguredKey_isReadUnlessChanged() throws IOException {
        writer.set("parquet.encryption.plaintext.footer", "true");
        writeWhole(footer);
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));

        java.nio.file.Path local = java.nio.file.Path.of(file.toUri());
        String bytes = Files.readString(local, StandardCharsets.ISO_8859_1);
        int name = bytes.lastIndexOf("balance");
        Files.writeString(
                local,
                bytes.substring(0, name) + "bAlance" + bytes.substring(name + "balance".length()),
                StandardCharsets.ISO_8859_1);
        Files.deleteIfExists(directory.resolve(".customer.parquet.crc"));

        assertThatThrownBy(() -> Table.read(reader, file)).hasStackTraceContaining("Signature mismatch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void plaintextColumn_isRefused_unlessAllowedThere(boolean plaintextFooter) {
        writer.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
        write(
                footer,
                pii + ":name,phone,balance,address.street,address.city,tags.list.element,notes.key_value.value,id");

        assertThatThrownBy(() -> Table.read(reader, file, Table.only("phone")))
                .isInstanceOf(UnencryptedFileException.class)
                .hasMessageContainingAll(
                        file.toString(),
                        "'notes.key_value.key' is not encrypted",
                        "parquet.kms.encrypted.paths",
                        "parquet.kms.columns.unmatched=plaintext");
        assertThat(Table.read(with(reader, "parquet.kms.columns.unmatched", "plaintext"), file))
                .isEqualTo(Table.rows(ROWS));
    }

    @Test
    void plaintextFile_isRefusedInOurWords() {
        Table.write(writer, file, ROWS);

        assertThatThrownBy(() -> Table.read(reader, file))
                .isInstanceOf(UnencryptedFileException.class)
                .hasMessageContainingAll(file.toString(), "is not encrypted", "parquet.kms.encrypted.paths");
        assertThatThrownBy(() -> Table.read(with(reader, "parquet.kms.columns.unmatched", "plaintext"), file))
                .isInstanceOf(UnencryptedFileException.class);
    }

    @Test
    void keyConfiguredByAlias_cannotBeToldFromOthers_soTrustDecides() {
        kms.alias("alias/footer", footer);
        writeWhole("alias/footer");
        Configuration byAlias = with(reader, "parquet.kms.key.footer", "alias/footer");

        assertThat(Table.read(byAlias, file)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void columnKeys_needOnlyBeTrusted() {
        writer.set("parquet.encryption.complete.columns", "true");
        write(footer, attackers + ":phone");

        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void readerWithoutAPath_isHeldToTheFootersKey() {
        writer.set("parquet.encryption.uniform.key", attackers);
        FileEncryptionProperties planted = encryption();
        writer.set("parquet.encryption.uniform.key", footer);
        FileEncryptionProperties own = encryption();

        assertThat(decryption(null).getKeyRetriever().getKey(own.getFooterKeyMetadata()))
                .isEqualTo(own.getFooterKey());
        assertThatThrownBy(() -> decryption(null).getKeyRetriever().getKey(planted.getFooterKeyMetadata()))
                .isInstanceOf(UntrustedKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuchfs://bucket/customer/part-0.parquet", "file:/no/such/directory/part-0.parquet"})
    void fileThatHadoopDoesNotFind_isHeldToTheFootersKey(String elsewhere) {
        reader.set("parquet.kms.encrypted.paths", "*");
        writer.set("parquet.encryption.uniform.key", attackers);
        FileEncryptionProperties planted = encryption();

        FileDecryptionProperties decryption = decryption(new Path(elsewhere));
        assertThatThrownBy(() -> decryption.getKeyRetriever().getKey(planted.getFooterKeyMetadata()))
                .isInstanceOf(UntrustedKeyException.class);
    }

    @Test
    void deniedFooter_isToldByTheFirstLook() {
        writeWhole(footer);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, footer);

        assertThatThrownBy(() -> Table.read(reader, file))
                .hasStackTraceContaining("KeyAccessDeniedException: Cannot get a key of " + file);
    }

    @Test
    void sameFile_isLookedAtOnce_aReplacedOneAgain() {
        CountingFileSystem.useFor(reader);
        CountingFileSystem.useFor(writer);
        file = CountingFileSystem.path(file);
        reader.set("parquet.kms.encrypted.paths", "*");
        writeWhole(footer);
        CountingFileSystem.reset();

        decryption(file);
        assertThat(CountingFileSystem.opened()).isEqualTo(1);
        CountingFileSystem.reset();
        decryption(file);
        decryption(file);
        assertThat(CountingFileSystem.opened()).isZero();
        assertThat(CountingFileSystem.statuses()).isEqualTo(2);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(1);

        write(file, 2 * ROWS, WriterVersion.PARQUET_1_0);
        CountingFileSystem.reset();
        decryption(file);
        assertThat(CountingFileSystem.opened()).isEqualTo(1);
    }

    @Test
    void v2Pages_ofColumnsWithLevels_areRefusedWhereTheyCanBeSeen() throws IOException {
        writer.set("parquet.encryption.uniform.key", footer);
        write(file, ROWS, WriterVersion.PARQUET_2_0);

        assertThatThrownBy(() -> Table.read(reader, file))
                .isInstanceOf(UnencryptedFileException.class)
                .hasMessageContainingAll(
                        file.toString(), "'address.street' has V2 pages", "parquet.kms.plaintext.levels=true");
        assertThat(Table.read(with(reader, "parquet.kms.plaintext.levels", "true"), file))
                .isEqualTo(Table.rows(ROWS));
    }

    private FileEncryptionProperties encryption() {
        return Objects.requireNonNull(new ParquetKmsCryptoFactory()
                .getFileEncryptionProperties(writer, file, new WriteContext(Table.SCHEMA, Map.of())));
    }

    private FileDecryptionProperties decryption(@Nullable Path path) {
        return new ParquetKmsCryptoFactory().getFileDecryptionProperties(reader, path);
    }

    private void write(Path where, int rows, WriterVersion version) {
        try (ParquetWriter<Group> to = ExampleParquetWriter.builder(where)
                .withConf(writer)
                .withType(Table.SCHEMA)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withWriterVersion(version)
                .build()) {
            for (int i = 0; i < rows; i++) {
                to.write(Table.row(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
