package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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

/** {@code encrypt} and {@code decrypt} as a shell calls them, with keys in a keystore. */
final class EncryptCommandTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private KeystoreFile keystore;
    private byte[] original = {};

    @BeforeEach
    void write() throws IOException {
        keystore = new KeystoreFile(directory);
        keystore.create("lake", 256);
        Table.write(new Configuration(false), new org.apache.hadoop.fs.Path(file().toUri()), 3);
        original = Files.readAllBytes(file());
    }

    @AfterEach
    void close() {
        keystore.close();
    }

    private Path file() {
        return directory.resolve("lake/a.parquet");
    }

    private String magic() throws IOException {
        return new String(Files.readAllBytes(file()), 0, 4, StandardCharsets.ISO_8859_1);
    }

    private int encrypt(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--conf", "parquet.encryption.uniform.key=lake"));
        arguments.addAll(List.of(more));
        return run("encrypt", arguments);
    }

    private int run(String command, List<String> more) {
        List<String> arguments =
                new ArrayList<>(List.of(command, directory.resolve("lake").toString(), "--quiet"));
        for (String setting : List.of(
                "parquet.crypto.factory.class=" + ParquetKmsCryptoFactory.class.getName(),
                "parquet.kms.provider=keystore",
                "hadoop.security.key.provider.path=" + keystore.uri(),
                "hadoop.security.keystore.java-keystore-provider.password-file=" + KeystoreFile.PASSWORD)) {
            arguments.addAll(List.of("--conf", setting));
        }
        arguments.addAll(more);
        runtime.wipe();
        return ParquetKmsCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    @Test
    void dryRun_thenForReal_thenAgain_thenBack() throws IOException {
        assertThat(encrypt("--dry-run")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("planned: 1", "kms requests of each process: 2");
        assertThat(Files.readAllBytes(file())).isEqualTo(original);

        assertThat(encrypt("--journal", directory.resolve("journal").toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("done: 1", "rows: 3");
        assertThat(magic()).isEqualTo("PARE");
        assertThat(directory.resolve("journal")).isNotEmptyDirectory();
        assertThat(encrypt()).isZero();
        assertThat(out.toString()).contains("already: 1");

        assertThat(run("decrypt", List.of("--to-plaintext"))).as(err.toString()).isZero();
        assertThat(Files.readAllBytes(file())).isEqualTo(original);
    }

    @Test
    void decrypt_withoutToPlaintext_isWrong_butMayBePlanned() throws IOException {
        encrypt();
        assertThat(run("decrypt", List.of())).isEqualTo(ExitCode.WRONG);
        assertThat(err.toString()).contains("say --to-plaintext if you want that");
        assertThat(run("decrypt", List.of("--dry-run"))).isZero();
        assertThat(magic()).isEqualTo("PARE");
    }

    @Test
    void decrypt_whereFilesMustBeEncrypted_isRefused() throws IOException {
        encrypt();
        assertThat(run(
                        "decrypt",
                        List.of(
                                "--to-plaintext",
                                "--conf",
                                "parquet.encryption.uniform.key=lake",
                                "--conf",
                                "parquet.kms.encrypted.paths=true")))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(magic()).isEqualTo("PARE");
    }

    @Test
    void badFile_isOneLine_andExitCode3() throws IOException {
        Files.writeString(directory.resolve("lake/b.parquet"), "PAR1 and then nothing that a reader could use");
        assertThat(encrypt("--json")).isEqualTo(ExitCode.PARTLY);
        assertThat(out.toString()).contains("incomplete", "b.parquet").contains("\"done\":1");
    }

    @Test
    void fileOfATable_isRefused_unlessForced() throws IOException {
        Files.createDirectory(directory.resolve("lake/_delta_log"));
        assertThat(encrypt()).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString()).contains("it belongs to a Delta table at ");
        assertThat(Files.readAllBytes(file())).isEqualTo(original);

        assertThat(encrypt("--force-size")).isZero();
        assertThat(magic()).isEqualTo("PARE");
    }

    @Test
    void withoutRule_nothingIsDone() throws IOException {
        assertThat(run("encrypt", List.of())).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString()).contains("no rule: 1");
        assertThat(Files.readAllBytes(file())).isEqualTo(original);
    }

    @Test
    void keyThatIsNone_isRefused() {
        assertThat(run("encrypt", List.of("--conf", "parquet.encryption.uniform.key=lakee")))
                .isNotZero();
        assertThat(out + " " + err).contains("lakee");
    }
}
