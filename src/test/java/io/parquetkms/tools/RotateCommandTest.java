package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command, with keys in a keystore. */
final class RotateCommandTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private KeystoreFile keystore;

    @BeforeEach
    void write() throws IOException {
        keystore = new KeystoreFile(directory);
        List.of("old", "new").forEach(key -> keystore.create(key, 256));
        Configuration writing = configuration();
        writing.set("parquet.kms.key.old", "old");
        writing.set("parquet.encryption.uniform.key", "old");
        Table.write(writing, file(), 3);
    }

    @AfterEach
    void close() {
        keystore.close();
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
        configuration.set("parquet.kms.provider", "keystore");
        configuration.set("hadoop.security.key.provider.path", keystore.uri().toString());
        configuration.set("hadoop.security.keystore.java-keystore-provider.password-file", KeystoreFile.PASSWORD);
        return configuration;
    }

    private org.apache.hadoop.fs.Path file() {
        return new org.apache.hadoop.fs.Path(directory.resolve("lake/a.parquet").toUri());
    }

    private int rotate(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("rotate", directory.resolve("lake").toString(), "--quiet"));
        for (var setting : configuration()) {
            arguments.addAll(List.of("--conf", setting.getKey() + "=" + setting.getValue()));
        }
        arguments.addAll(List.of(more));
        runtime.wipe();
        return ParquetKmsCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    @Test
    void dryRun_thenForReal() throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve("lake/a.parquet"));
        assertThat(rotate("--from", "old", "--to", "new", "--dry-run"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("would-rotate").contains("a.parquet");
        assertThat(Files.readAllBytes(directory.resolve("lake/a.parquet"))).isEqualTo(before);

        assertThat(rotate(
                        "--from",
                        "old",
                        "--to",
                        "new",
                        "--verify",
                        "pages",
                        "--journal",
                        directory.resolve("journal").toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("No file here holds a key under old");
        runtime.wipe();
        keystore.delete("old");
        assertThat(Table.read(configuration(), file())).isEqualTo(Table.rows(3));
    }

    @Test
    void badFile_isOneLine_andExitCode3() throws IOException {
        Files.writeString(directory.resolve("lake/b.parquet"), "PAR1 and then nothing that a reader could use");
        assertThat(rotate("--from", "old", "--to", "new", "--json")).isEqualTo(ExitCode.PARTLY);
        assertThat(out.toString()).contains("incomplete", "b.parquet").contains("\"rotated\":1");
    }

    @Test
    void keyThatIsNone_isExitCode2() {
        assertThat(rotate("--from", "old", "--to", "neww")).isEqualTo(ExitCode.WRONG);
        assertThat(err.toString()).startsWith("parquet-kms: ").contains("neww");
    }

    @Test
    void share_mustBeAPercentage() {
        assertThat(rotate("--from", "old", "--to", "new", "--kms-share", "much"))
                .isEqualTo(ExitCode.WRONG);
        assertThat(err.toString()).contains("Invalid --kms-share much");
    }
}
