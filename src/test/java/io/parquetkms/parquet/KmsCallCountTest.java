package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.parquet.CountingJob.Tools;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many calls a job makes, counted at the KMS server: 200 files with four encrypted columns under three keys and a footer
 * under a fourth, written by one JVM and read by another. Beside it the same job with parquet-java's own key tools.
 */
final class KmsCallCountTest {

    private static final int FILES = 200;
    private static final int LONG = 600;

    private final TestKms kms = TestKms.start();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void stop() {
        kms.close();
    }

    @Test
    void manyFiles_oneCallForEachKey() throws Exception {
        CountingJob.createKeys(kms);
        run(Tools.OURS, "write", 0, LONG);
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(4);
        assertThat(kms.totalCalls()).isEqualTo(4);

        kms.resetLog();
        run(Tools.OURS, "read", 0, LONG);
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(4);
        assertThat(kms.totalCalls()).isEqualTo(4);
    }

    /** At 25 ms a file the job lasts five lifetimes of Parquet's caches. */
    @Test
    void jobOutlivesParquetsCaches_stillOneCallForEachKey_stockManyMore() throws Exception {
        CountingJob.createKeys(kms);
        run(Tools.OURS, "write", 25, 1);
        assertThat(kms.totalCalls()).isEqualTo(4);
        kms.resetLog();
        run(Tools.OURS, "read", 25, 1);
        assertThat(kms.totalCalls()).isEqualTo(4);

        kms.resetLog();
        run(Tools.STOCK, "write", 25, 1);
        assertThat(kms.calls(Operation.ENCRYPT)).isGreaterThanOrEqualTo(16);
        kms.resetLog();
        run(Tools.STOCK, "read", 25, 1);
        assertThat(kms.calls(Operation.DECRYPT)).isGreaterThanOrEqualTo(16);
    }

    private void run(Tools tools, String what, int millisEach, int lifetimeSeconds) throws Exception {
        Path files = Files.createDirectories(directory.resolve(tools.name()));
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CountingJob.class.getName(),
                        tools.name(),
                        what,
                        kms.endpoint().toString(),
                        files.toUri().toString(),
                        String.valueOf(FILES),
                        String.valueOf(millisEach),
                        String.valueOf(lifetimeSeconds)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> text(output)).isZero();
        assertThat(files.toFile().listFiles((File folder, String name) -> name.endsWith(".parquet")))
                .hasSize(FILES);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
