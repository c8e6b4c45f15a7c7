package io.parquetkms.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.footer.FileTail;
import io.parquetkms.kms.KmsError;
import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.UnsafeReplacementException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.AccessControlException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.TagVerificationException;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kind of problem a failure is. */
final class FileProblemTest {

    @TempDir
    private Path directory = Path.of("");

    private static Kind kind(Exception failure) {
        return FileProblem.of("file:/a", failure).kind();
    }

    @ParameterizedTest
    @CsvSource({
        "no Parquet file, NOT_PARQUET",
        "PAR1 and then its writer was ended, INCOMPLETE",
        "PAR1 1234\u0001\u0001\u0001\u0001PAR1, MALFORMED",
    })
    void ofAFilesEnd(String content, Kind expected) throws IOException {
        Path file = Files.write(directory.resolve("a"), content.getBytes(StandardCharsets.ISO_8859_1));
        InputFile input =
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false));
        IOException failure = catchThrowableOfType(IOException.class, () -> FileTail.read(input));
        assertThat(kind(failure)).as(failure.toString()).isEqualTo(expected);
    }

    @Test
    void ofFilesThatAreReplaced() {
        assertThat(kind(new FileChangedException("is another"))).isEqualTo(Kind.CHANGED);
        assertThat(kind(new UnsafeReplacementException("no"))).isEqualTo(Kind.REFUSED);
        assertThat(kind(new FileNotFoundException("gone"))).isEqualTo(Kind.CHANGED);
    }

    @ParameterizedTest
    @CsvSource({
        "DENIED, DENIED",
        "UNUSABLE, KEY_UNUSABLE",
        "NOT_FOUND, KEY_UNUSABLE",
        "UNTRUSTED, KEY_UNUSABLE",
        "INVALID, MALFORMED",
    })
    void ofKeys(KmsError error, Kind expected) {
        assertThat(kind(error.exception("no", null))).isEqualTo(expected);
        assertThat(kind(new IOException("while reading", error.exception("no", null))))
                .isEqualTo(expected);
    }

    @Test
    void ofOthers() {
        assertThat(kind(new AccessControlException("no"))).isEqualTo(Kind.DENIED);
        assertThat(kind(new TagVerificationException("tag"))).isEqualTo(Kind.MALFORMED);
        assertThat(kind(new ParquetDecodingException("bytes"))).isEqualTo(Kind.MALFORMED);
        assertThat(kind(new InvalidConfigurationException("no key"))).isEqualTo(Kind.REFUSED);
        assertThat(kind(new ParquetCryptoRuntimeException("key"))).isEqualTo(Kind.KEY_UNUSABLE);
        assertThat(kind(new IOException("storage"))).isEqualTo(Kind.FAILED);
    }

    /** The outermost one that says something. */
    @Test
    void theFirstThatSays_counts() {
        Exception denied = KmsError.DENIED.exception("no", null);
        assertThat(kind(new FileChangedException("is another", denied))).isEqualTo(Kind.CHANGED);
        assertThat(kind(new ParquetCryptoRuntimeException("while unwrapping", denied)))
                .isEqualTo(Kind.DENIED);
    }

    @Test
    void reason_isOneLine() {
        assertThat(FileProblem.of("file:/a", new IOException("one\ntwo")).reason())
                .isEqualTo("one\\u000atwo");
        assertThat(FileProblem.of("file:/a", new IOException()).reason()).isEqualTo("java.io.IOException");
    }
}
