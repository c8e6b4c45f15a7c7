package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.decrypt;
import static io.parquetkms.lake.encrypt.EncryptJob.encrypt;
import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static io.parquetkms.lake.encrypt.EncryptJob.names;
import static io.parquetkms.lake.encrypt.EncryptJob.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.Journal;
import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files of parquet-java, encrypted and decrypted again. */
final class EncryptTest {

    private static final int ROWS = 2_000;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final EncryptJob job = new EncryptJob();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("part-0.parquet");
    }

    @AfterEach
    void stop() {
        job.close();
    }

    /** So nothing is lost: schema, metadata, statistics, dictionaries, indexes, bloom filters, who wrote it. */
    @ParameterizedTest
    @CsvSource({
        "uniform,UNCOMPRESSED,false,AES_GCM_V1",
        "uniform,SNAPPY,true,AES_GCM_CTR_V1",
        "columns,GZIP,false,AES_GCM_V1",
        "columns,ZSTD,true,AES_GCM_V1",
        "complete,SNAPPY,false,AES_GCM_CTR_V1",
        "complete,UNCOMPRESSED,true,AES_GCM_V1"
    })
    void encryptedAndBack_isTheSameFileByteForByte(
            String rules, CompressionCodecName codec, boolean plaintextFooter, String algorithm) throws Exception {
        PlainFiles.write(hadoop(file), ROWS, codec, WriterVersion.PARQUET_1_0);
        byte[] original = Files.readAllBytes(file);
        Configuration settings = rules.equals("uniform") ? job.uniform() : job.columns();
        settings.setBoolean("parquet.encryption.complete.columns", rules.equals("complete"));
        settings.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
        settings.set("parquet.encryption.algorithm", algorithm);

        Converted encrypted = encrypt(settings, file);

        assertThat(encrypted.problem()).isNull();
        assertThat(encrypted.outcome()).isEqualTo(Outcome.DONE);
        assertThat(encrypted.rows()).isEqualTo(ROWS);
        assertThat(Files.size(file)).isEqualTo(encrypted.bytesAfter()).isGreaterThan(original.length);
        assertThat(rows(settings, file)).isEqualTo(rows(ROWS));
        assertThat(encrypt(settings, file).outcome()).isEqualTo(Outcome.ALREADY);

        Converted decrypted = decrypt(settings, file);

        assertThat(decrypted.problem()).isNull();
        assertThat(decrypted.outcome()).isEqualTo(Outcome.DONE);
        assertThat(Files.readAllBytes(file)).isEqualTo(original);
        assertThat(decrypt(settings, file).outcome()).isEqualTo(Outcome.ALREADY);
        assertThat(names(directory)).containsExactly("part-0.parquet");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void encryptedColumns_areNowhereInTheFile(boolean plaintextFooter) throws Exception {
        PlainFiles.write(hadoop(file), ROWS, CompressionCodecName.UNCOMPRESSED, WriterVersion.PARQUET_1_0);
        assertThat(text()).contains(PlainFiles.SSN, "tag-2", "country-3");
        Configuration settings = job.columns();
        settings.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);

        encrypt(settings, file);

        assertThat(text()).doesNotContain(PlainFiles.SSN, "tag-2").contains("country-3");
    }

    @Test
    void aFileWithoutRows_isEncrypted() throws Exception {
        PlainFiles.write(hadoop(file), 0, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);

        assertThat(encrypt(job.uniform(), file).outcome()).isEqualTo(Outcome.DONE);

        assertThat(rows(job.uniform(), file)).isEmpty();
        assertThat(encrypt(job.uniform(), file).outcome()).isEqualTo(Outcome.ALREADY);
    }

    @Test
    void rulesWithGlobs_count() throws Exception {
        PlainFiles.write(hadoop(file), 10, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        Configuration settings = job.settings("parquet.encryption.footer.key", job.footer);
        settings.set("parquet.kms.columns", job.pii + ": ss*");

        assertThat(encrypt(settings, file).keys())
                .containsExactlyInAnyOrder(job.footer + ": (footer)", job.pii + ": ssn");
    }

    /** A rule and a tag: the file says so of a column that no setting names. */
    @Test
    void tagsInTheFile_countAsRules() throws Exception {
        PlainFiles.write(
                hadoop(file),
                10,
                CompressionCodecName.SNAPPY,
                WriterVersion.PARQUET_1_0,
                Map.of("parquet.kms.encrypt.country", "pii"));
        Configuration settings =
                job.settings("parquet.encryption.footer.key", job.footer, "parquet.kms.key.pii", job.pii);

        Converted encrypted = encrypt(settings, file);

        assertThat(encrypted.keys()).containsExactlyInAnyOrder(job.footer + ": (footer)", job.pii + ": country");
        assertThat(text()).doesNotContain("country-").contains(PlainFiles.SSN);
        assertThat(encrypt(settings, file).outcome()).isEqualTo(Outcome.ALREADY);
    }

    /** A file names the key behind an alias. */
    @Test
    void anAlias_isComparedByTheKeyBehindIt() throws Exception {
        PlainFiles.write(hadoop(file), 10, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        job.kms().kms().alias("alias/lake", job.footer);
        Configuration settings = job.settings("parquet.encryption.uniform.key", "alias/lake");
        assertThat(encrypt(settings, file).outcome()).isEqualTo(Outcome.DONE);
        assertThat(encrypt(settings, file).outcome()).isEqualTo(Outcome.ALREADY);

        job.kms().kms().alias("alias/lake", job.pii);

        assertThat(encrypt(settings, file).problem())
                .as("the alias means another key now")
                .extracting(FileProblem::reason)
                .asString()
                .contains("not as the rules say", "its footer is under " + job.footer);
    }

    @Test
    void anAliasThatMayNotBeAskedFor_saysNothingOfTheFile() throws Exception {
        PlainFiles.write(hadoop(file), 10, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        job.kms().kms().alias("alias/lake", job.footer);
        Configuration settings = job.settings("parquet.encryption.uniform.key", "alias/lake");
        encrypt(settings, file);
        job.kms().kms().deny(TestKms.ACCESS_KEY_ID, Operation.DESCRIBE_KEY, job.footer);

        assertThat(encrypt(settings, file).problem()).satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(FileProblem.Kind.DENIED);
            assertThat(problem.reason()).contains("can't be compared with the rules", "alias/lake");
        });
    }

    /** A run that was killed left a temporary file; the journal knows by which name. */
    @Test
    void theJournal_saysWhatWasDone_andCleansUp() throws Exception {
        Path lake = Files.createDirectory(directory.resolve("lake"));
        PlainFiles.write(
                hadoop(lake.resolve("part-0.parquet")), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        Files.writeString(lake.resolve("notes.parquet"), "no Parquet file");
        Path journal = directory.resolve("journal");
        String killed;
        try (Journal opened = Journal.open(job.uniform(), journal.toString(), List.of("encrypt"))) {
            killed = opened.run();
        }
        Path left = Files.writeString(lake.resolve("." + killed + ".part-0.parquet"), "half");

        run(List.of(lake.toString()), journal);

        assertThat(left).doesNotExist();
        List<String> steps = new ArrayList<>();
        Journal.read(
                job.uniform(),
                journal.toString(),
                entry -> steps.add(Path.of(entry.path()).getFileName() + " " + entry.step() + " " + entry.detail()));
        assertThat(steps)
                .containsExactlyInAnyOrder(
                        "notes.parquet PLANNED ",
                        "part-0.parquet PLANNED ",
                        "notes.parquet FAILED not-parquet: is not a Parquet file",
                        "part-0.parquet VERIFIED " + ROWS + " rows; " + job.footer
                                + ": (footer), id, ssn, country, seen, active, balance, code, tags.list.element,"
                                + " notes.key_value.key, notes.key_value.value");
    }

    private void run(List<String> paths, Path journal) throws Exception {
        try (LocalWorkers workers = new LocalWorkers(job.uniform(), 2)) {
            Conversions.encrypting(job.uniform()).run(paths, workers, result -> {}, journal.toString());
        }
    }

    @Test
    void manyFiles_askTheKmsOnceForEachKey_andOnceToReadBack() throws Exception {
        for (int i = 0; i < 12; i++) {
            PlainFiles.write(
                    hadoop(directory.resolve("part-" + i + ".parquet")),
                    100,
                    CompressionCodecName.SNAPPY,
                    WriterVersion.PARQUET_1_0);
        }
        List<Converted> plan = new ArrayList<>();
        List<Converted> done = new ArrayList<>();
        Configuration settings = job.columns();
        try (LocalWorkers workers = new LocalWorkers(settings, 3)) {
            Conversions.encrypting(settings).plan(List.of(directory.toString()), workers, plan::add);
            assertThat(job.kms().kms().totalCalls()).isZero();

            Conversions.encrypting(settings).run(List.of(directory.toString()), workers, done::add);
        }

        assertThat(plan).hasSize(12).allMatch(file -> file.outcome() == Outcome.PLANNED);
        assertThat(done).hasSize(12).allMatch(file -> file.outcome() == Outcome.DONE);
        ConversionTotals totals = new ConversionTotals();
        plan.forEach(totals::add);
        assertThat(totals.requests(true, 1)).isEqualTo(job.kms().kms().totalCalls());
        assertThat(job.kms().kms().calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
        assertThat(job.kms().kms().calls(Operation.DECRYPT)).isEqualTo(2);
    }

    /** Each replaces a whole file by a whole file, or finds that it was changed. */
    @Test
    void twoRunsAtOnce_leaveEveryFileWhole() throws Exception {
        for (int i = 0; i < 6; i++) {
            PlainFiles.write(
                    hadoop(directory.resolve("part-" + i + ".parquet")),
                    ROWS,
                    CompressionCodecName.SNAPPY,
                    WriterVersion.PARQUET_1_0);
        }
        Configuration settings = job.uniform();
        List<Converted> results = new ArrayList<>();
        Thread other = new Thread(() -> run(settings, new ArrayList<>()));
        other.start();
        run(settings, results);
        other.join();

        assertThat(results).hasSize(6);
        for (int i = 0; i < 6; i++) {
            Path each = directory.resolve("part-" + i + ".parquet");
            assertThat(rows(settings, each)).isEqualTo(rows(ROWS));
            assertThat(encrypt(settings, each).outcome()).isEqualTo(Outcome.ALREADY);
        }
        assertThat(names(directory)).hasSize(6);
    }

    private void run(Configuration settings, List<Converted> results) {
        try (LocalWorkers workers = new LocalWorkers(settings, 1)) {
            Conversions.encrypting(settings).run(List.of(directory.toString()), workers, results::add);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String text() throws Exception {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
