package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.footer.FileTail;
import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new footer that is not right doesn't take the old one's place. */
final class NewFooterCheckTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private KeystoreFile keystore;
    private Configuration configuration = new Configuration(false);
    private Path path = Path.of("");

    @BeforeEach
    void write() {
        keystore = new KeystoreFile(directory);
        keystore.create("a", 256);
        keystore.create("b", 256);
        configuration = RotationProcess.configuration(keystore.uri().toString(), KeystoreFile.PASSWORD);
        path = directory.resolve("a.parquet");
    }

    @AfterEach
    void close() {
        keystore.close();
    }

    private void write(boolean plaintextFooter) {
        Configuration writing = new Configuration(configuration);
        writing.set("parquet.kms.key.a", "a");
        writing.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
        writing.set("parquet.encryption.footer.key", "a");
        writing.set("parquet.encryption.column.keys", "a:phone");
        Table.write(writing, new org.apache.hadoop.fs.Path(path.toUri()), 5);
    }

    private static KeyMove move(String from) {
        return new KeyMove(from, "b", from, false, null, null);
    }

    private InputFile input(Path file) throws IOException {
        return HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), configuration);
    }

    private FileFooter footer(String from, boolean footerKeysOnly) throws IOException {
        KeysAtHand keys =
                new KeysAtHand(KeyTrust.with(configuration, move(from)), move(from), new Patience(Pause.sleeping()));
        return Objects.requireNonNull(FileFooter.read(
                keys, move(from), footerKeysOnly, new org.apache.hadoop.fs.Path(path.toUri()), input(path)));
    }

    private InputFile with(FileTail tail) throws IOException {
        byte[] content = Files.readAllBytes(path);
        System.arraycopy(tail.bytes(), 0, content, Math.toIntExact(tail.start()), tail.bytes().length);
        return with(content);
    }

    private InputFile with(byte[] content) throws IOException {
        return input(Files.write(directory.resolve("candidate"), content));
    }

    private static void check(FileFooter before, FileTail expected, InputFile candidate) throws IOException {
        new NewFooterCheck(before, expected, move("a"), null).check(candidate);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasMade_passes(boolean plaintextFooter) throws IOException {
        write(plaintextFooter);
        FileFooter before = footer("a", false);
        FileTail changed = before.under(MovedKey::ciphertext);
        assertThatCode(() -> check(before, changed, with(changed))).doesNotThrowAnyException();
    }

    @Test
    void somethingElseWasWritten() throws IOException {
        write(false);
        FileFooter before = footer("a", false);
        FileTail changed = before.under(MovedKey::ciphertext);
        assertThatThrownBy(() -> check(before, changed, input(path))).hasMessageContaining("not what was written");
    }

    @Test
    void footersKeyDidNotMove() throws IOException {
        write(false);
        FileFooter before = footer("a", false);
        assertThatThrownBy(() -> check(before, before.tail(), input(path)))
                .hasMessageContaining("not under the new KMS key");
    }

    @Test
    void columnsKeyDidNotMove() throws IOException {
        write(false);
        FileTail footersAlone = footer("a", true).under(MovedKey::ciphertext);
        assertThatThrownBy(() -> check(footer("a", false), footersAlone, with(footersAlone)))
                .hasMessageContaining("not under the new KMS key");
    }

    @Test
    void footerSaysSomethingElseOfItsPages() throws IOException {
        write(true);
        FileFooter before = footer("another", false); // so that no key moves, and no signature is looked at
        byte[] content = Files.readAllBytes(path);
        content[new String(content, StandardCharsets.ISO_8859_1).lastIndexOf("parquet-mr")] = 'P';
        InputFile candidate = with(content);
        assertThatThrownBy(() -> check(before, FileTail.read(candidate), candidate))
                .hasMessageContaining("something else of its pages");
    }
}
