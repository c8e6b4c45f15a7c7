package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.decrypt;
import static io.parquetkms.lake.encrypt.EncryptJob.encrypt;
import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static io.parquetkms.lake.encrypt.EncryptJob.names;
import static io.parquetkms.lake.encrypt.EncryptJob.overwrite;
import static io.parquetkms.lake.encrypt.EncryptJob.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not done, and that the original is as it was then. */
final class EncryptRefusedTest {

    private static final int ROWS = 500;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final EncryptJob job = new EncryptJob();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = directory.resolve("part-0.parquet");
        PlainFiles.write(hadoop(file), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void noFileOfParquet_norOneThatIsCutOff() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        overwrite(file, Arrays.copyOf(whole, whole.length - 20));
        assertThat(refused(job.uniform()).kind()).isEqualTo(Kind.INCOMPLETE);

        overwrite(file, "id,ssn\n1,078-05-1120\n".getBytes(StandardCharsets.UTF_8));
        assertThat(refused(job.uniform()).kind()).isEqualTo(Kind.NOT_PARQUET);
    }

    @Test
    void aDamagedPage() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        overwrite(file, bytes);

        assertThat(refused(job.uniform()).kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void aFileThatWasChangedSinceItWasListed() throws Exception {
        LakeFile listed = EncryptJob.listed(file);
        Files.delete(file);
        PlainFiles.write(hadoop(file), ROWS + 1, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);

        Converted result = new Encrypt(EncryptJob.attempt()).with(job.uniform(), listed);

        assertThat(Objects.requireNonNull(result.problem()).kind()).isEqualTo(Kind.CHANGED);
        assertThat(rows(new Configuration(false), file)).hasSize(ROWS + 1);
    }

    @Test
    void v2PagesWithLevels_unlessTheSettingsAcceptThat() throws Exception {
        Files.delete(file);
        PlainFiles.write(hadoop(file), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_2_0);
        byte[] original = Files.readAllBytes(file);

        assertThat(refused(job.uniform()).reason()).contains("V2 data pages", "parquet.kms.plaintext.levels=true");

        Configuration settings = job.uniform();
        settings.setBoolean("parquet.kms.plaintext.levels", true);
        assertThat(encrypt(settings, file).outcome()).isEqualTo(Outcome.DONE);
        assertThat(rows(settings, file)).isEqualTo(rows(ROWS));
        assertThat(decrypt(settings, file).outcome()).isEqualTo(Outcome.DONE);
        assertThat(Files.readAllBytes(file)).isEqualTo(original);
    }

    /** Of a column that is never null V2 pages have none. */
    @Test
    void v2Pages_ofAColumnWithoutLevels_areEncrypted() throws Exception {
        Files.delete(file);
        PlainFiles.write(hadoop(file), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_2_0);
        Configuration settings = job.settings(
                "parquet.encryption.footer.key", job.footer, "parquet.encryption.column.keys", job.pii + ":ssn");

        assertThat(encrypt(settings, file).outcome()).isEqualTo(Outcome.DONE);
        assertThat(rows(settings, file)).isEqualTo(rows(ROWS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_delta_log/0.json", "metadata/v1.metadata.json", ".hoodie/x", "_spark_metadata/0"})
    void filesOfATable(String marker) throws Exception {
        Files.createDirectories(directory.resolve(marker).getParent());
        Files.writeString(directory.resolve(marker), "{}");

        assertThat(refused(job.uniform()).reason()).contains("whose list of files holds its size");
    }

    @Test
    void aFileThatIsEncryptedOtherwise_sayingHow() throws Exception {
        encrypt(job.columns(), file);

        assertThat(refused(job.uniform()).reason())
                .contains("not as the rules say", "column 'id' is in plaintext", "column 'ssn' is under " + job.pii);
    }

    @Test
    void aFileWithoutRule_isLeftAlone() throws Exception {
        byte[] original = Files.readAllBytes(file);
        assertThat(encrypt(job.settings(), file).outcome()).isEqualTo(Outcome.NO_RULE);
        assertThat(Files.readAllBytes(file)).isEqualTo(original);
    }

    @Test
    void aFileWithoutRule_thatMustBeEncrypted() throws Exception {
        Configuration settings = job.settings("parquet.kms.encrypted.paths", "true");
        assertThat(refused(settings).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aColumnThatTheFileDoesNotHave() throws Exception {
        Configuration settings = job.settings(
                "parquet.encryption.footer.key", job.footer, "parquet.encryption.column.keys", job.pii + ":snn");
        assertThat(refused(settings).reason()).contains("snn");
    }

    /** A writer that may not read can't read back what it wrote. */
    @Test
    void aRoleThatMayNotDecrypt() throws Exception {
        job.kms().kms().deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, job.pii);
        assertThat(refused(job.columns()).kind()).isEqualTo(Kind.DENIED);
    }

    @Test
    void aKmsThatIsAway_endsTheRun() throws Exception {
        byte[] original = Files.readAllBytes(file);
        Configuration settings = job.uniform();
        job.kms().kms().stop();

        assertThatThrownBy(() -> encrypt(settings, file)).isInstanceOf(KmsUnavailableException.class);

        assertThat(Files.readAllBytes(file)).isEqualTo(original);
        assertThat(names(directory)).containsExactly("part-0.parquet");
    }

    @Test
    void decrypting_whereTheFilesMustBeEncrypted() throws Exception {
        encrypt(job.uniform(), file);
        byte[] encrypted = Files.readAllBytes(file);
        Configuration settings = job.uniform();
        settings.set("parquet.kms.encrypted.paths", "file:" + directory + "/**");

        FileProblem problem = Objects.requireNonNull(decrypt(settings, file).problem());

        assertThat(problem.kind()).isEqualTo(Kind.REFUSED);
        assertThat(problem.reason()).contains("plaintext is not allowed there", "parquet.kms.encrypted.paths");
        assertThat(Files.readAllBytes(file)).isEqualTo(encrypted);
    }

    @Test
    void decrypting_whatWasTamperedWith() throws Exception {
        encrypt(job.uniform(), file);
        byte[] encrypted = Files.readAllBytes(file);
        encrypted[100] ^= 1;
        overwrite(file, encrypted);

        FileProblem problem =
                Objects.requireNonNull(decrypt(job.uniform(), file).problem());

        assertThat(problem.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(Files.readAllBytes(file)).isEqualTo(encrypted);
        assertThat(names(directory)).containsExactly("part-0.parquet");
    }

    private FileProblem refused(Configuration settings) throws Exception {
        byte[] original = Files.readAllBytes(file);
        Converted result = encrypt(settings, file);
        assertThat(Files.readAllBytes(file)).isEqualTo(original);
        try (var files = Files.list(directory)) {
            assertThat(files.filter(left -> left.getFileName().toString().startsWith(".test")))
                    .isEmpty();
        }
        return Objects.requireNonNull(result.problem());
    }
}
