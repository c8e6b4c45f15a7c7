package io.parquetkms.lake.encrypt;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.spark.KmsForSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files of parquet-java, encrypted and decrypted again. */
final class EncryptTest {

    private static final int ROWS = 2_000;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final KmsForSpark kms = new KmsForSpark();
    private final String footer = kms.kms().createKey();
    private final String pii = kms.kms().createKey();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("part-0.parquet");
    }

    @AfterEach
    void stop() {
        kms.close();
    }

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
        PlainFiles.write(hadoop(), ROWS, codec, WriterVersion.PARQUET_1_0);
        byte[] original = Files.readAllBytes(file);
        Configuration job = job(rules, plaintextFooter, algorithm);

        Converted encrypted = encrypt(job);

        assertThat(encrypted.problem()).isNull();
        assertThat(encrypted.outcome()).isEqualTo(Outcome.DONE);
        assertThat(encrypted.rows()).isEqualTo(ROWS);
        assertThat(Files.size(file)).isEqualTo(encrypted.bytesAfter()).isGreaterThan(original.length);
        assertThat(rows(job)).isEqualTo(rows(ROWS));
        assertThat(encrypt(job).outcome()).isEqualTo(Outcome.ALREADY);

        Converted decrypted = decrypt(job);

        assertThat(decrypted.problem()).isNull();
        assertThat(decrypted.outcome()).isEqualTo(Outcome.DONE);
        assertThat(Files.readAllBytes(file)).isEqualTo(original);
        assertThat(decrypt(job).outcome()).isEqualTo(Outcome.ALREADY);
    }

    private Configuration job(String rules, boolean plaintextFooter, String algorithm) {
        Configuration job = kms.configuration();
        job.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        job.set("parquet.encryption.algorithm", algorithm);
        job.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
        if (rules.equals("uniform")) {
            job.set("parquet.encryption.uniform.key", footer);
            return job;
        }
        job.set("parquet.encryption.footer.key", footer);
        job.set("parquet.encryption.column.keys", pii + ":ssn,tags.list.element");
        job.setBoolean("parquet.encryption.complete.columns", rules.equals("complete"));
        return job;
    }

    private Converted encrypt(Configuration job) throws Exception {
        return Encrypt.run(new RunId("test")).with(job, listed());
    }

    private Converted decrypt(Configuration job) throws Exception {
        return Decrypt.run(new RunId("test")).with(job, listed());
    }

    private LakeFile listed() throws Exception {
        return new LakeFile("file:" + file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    private org.apache.hadoop.fs.Path hadoop() {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }

    private List<String> rows(Configuration job) throws Exception {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), hadoop())
                .withConf(job)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static List<String> rows(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(PlainFiles.row(i).toString());
        }
        return rows;
    }
}
