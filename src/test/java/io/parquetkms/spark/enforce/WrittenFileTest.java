package io.parquetkms.spark.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.parquet.Table;
import io.parquetkms.policy.TaskFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WrittenFileTest {

    private static final int ROWS = 10;

    private final Configuration configuration = TestSettings.configuration();

    @TempDir
    java.nio.file.Path directory;

    private Path file(String name) {
        return new Path(directory.resolve(name).toUri());
    }

    private boolean mayBeCommitted(byte[] bytes) throws IOException {
        Files.write(directory.resolve("f"), bytes);
        return WrittenFile.mayBeCommitted(configuration, file("f"));
    }

    @Test
    void plaintextParquet_mayNot() {
        Table.write(configuration, file("plain.parquet"), ROWS);
        assertThat(WrittenFile.mayBeCommitted(configuration, file("plain.parquet")))
                .isFalse();
    }

    @Test
    void encryptedFooter_may() throws IOException {
        assertThat(mayBeCommitted("PARE-and-so-on-1234PARE".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PARE", "ORC and its postscript", "id,name\n1,someone\n", "PAR1\u0000\u0000\u0000\u007fPAR1"
            })
    void others_mayNot(String text) throws IOException {
        assertThat(mayBeCommitted(text.getBytes(StandardCharsets.US_ASCII))).isFalse();
    }

    /** S3A's magic committer shows no file before the job commits, or an empty one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileThatIsNotShown_mayIfItsWriterGotKeys(boolean marker) throws IOException {
        if (marker) {
            Files.createFile(directory.resolve("hidden"));
        }
        Path hidden = file("hidden");
        assertThat(WrittenFile.mayBeCommitted(configuration, hidden)).isFalse();
        TaskFiles.begin(hidden, new Path("s3://lake/t/hidden"));
        assertThat(WrittenFile.mayBeCommitted(configuration, hidden)).isFalse();
        TaskFiles.gotKeys(hidden);
        assertThat(WrittenFile.mayBeCommitted(configuration, hidden)).isTrue();
        TaskFiles.begin(hidden, new Path("s3://lake/t/hidden"));
        assertThat(WrittenFile.mayBeCommitted(configuration, hidden))
                .as("another attempt")
                .isFalse();
        TaskFiles.end(hidden);
    }

    /** A footer's length that is longer than the file is nobody's. */
    @Test
    void lengthBeyondTheFile_mayNot() throws IOException {
        byte[] bytes = new byte[20];
        Arrays.fill(bytes, 8, 16, (byte) 0x7f);
        System.arraycopy("PAR1".getBytes(StandardCharsets.US_ASCII), 0, bytes, 16, 4);
        assertThat(mayBeCommitted(bytes)).isFalse();
    }
}
