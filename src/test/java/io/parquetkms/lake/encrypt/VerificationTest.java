package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.parquet.StandingFile;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.rewrite.ParquetRewriter;
import org.apache.parquet.hadoop.rewrite.RewriteOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A result that is not right does not pass, whoever wrote it. */
final class VerificationTest {

    private static final int ROWS = 300;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final EncryptJob job = new EncryptJob();

    @TempDir
    private Path directory;

    private Path original;
    private Path result;
    private CopyTrial trial;

    @BeforeEach
    void write() throws Exception {
        original = directory.resolve("part-0.parquet");
        result = directory.resolve("result.parquet");
        trial = new CopyTrial(original, result);
        PlainFiles.write(hadoop(original), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    /** Parquet's own way leaves the pages of the columns that it is not told of in plaintext, under a label that says encrypted. */
    @Test
    void parquetRewriter_withOneOfTheColumns_doesNotPass() throws Exception {
        rewrite(List.of("phone"));
        assertThatThrownBy(() -> trial.content(job.uniform())).hasStackTraceContaining("GCM tag check failed");
    }

    /** So the failure above is that of the columns that were left out. */
    @Test
    void parquetRewriter_withAllColumns_hasTheSameContent() throws Exception {
        rewrite(Table.SCHEMA.getPaths().stream()
                .map(column -> String.join(".", column))
                .toList());
        assertThat(trial.content(job.uniform())).isEqualTo(ROWS);
    }

    @Test
    void aPlaintextResult_isNotEncrypted() throws Exception {
        trial.copy(job.uniform(), null);
        assertThat(trial.content(job.uniform())).isEqualTo(ROWS);

        Configuration readable = job.uniform();
        readable.setBoolean("parquet.encryption.plaintext.footer", true);
        assertThatThrownBy(() -> trial.metadata(job.uniform(), trial.properties(readable)))
                .hasMessageContaining("not encrypted as it should be");
    }

    @Test
    void rowsInAnotherOrder_orOneLess() throws Exception {
        PlainFiles.write(hadoop(result), ROWS - 1, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        assertThatThrownBy(() -> trial.content(job.uniform())).hasMessageContaining("the original was kept");
    }

    /** On a file without INT96, of which ParquetRewriter 1.13 can't take a column over. */
    private void rewrite(List<String> columns) throws IOException {
        Configuration plain = new Configuration(false);
        Files.delete(original);
        Table.write(plain, hadoop(original), ROWS);
        try (ParquetRewriter rewriter =
                new ParquetRewriter(new RewriteOptions.Builder(plain, hadoop(original), hadoop(result))
                        .encrypt(columns)
                        .encryptionProperties(Objects.requireNonNull(
                                new StandingFile(job.uniform(), hadoop(original)).encryption(Table.SCHEMA, Map.of())))
                        .build())) {
            rewriter.processBlocks();
        }
    }
}
