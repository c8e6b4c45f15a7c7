package io.parquetkms.tools.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a user starts it: a JVM, and nothing else on its class path. */
final class ExecutableJarTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000001";

    @TempDir
    private Path directory = Path.of("");

    private record Ended(int exitCode, String out, String err) {}

    private Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-jar",
                System.getProperty("tools.jar")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Ended(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    @Test
    void version_isTheJars() throws Exception {
        assertThat(run("--version"))
                .isEqualTo(new Ended(0, "parquet-kms " + System.getProperty("tools.version") + "\n", ""));
    }

    @Test
    void explain_answers_andWarnsOfNothing() throws Exception {
        Path schema = Files.writeString(directory.resolve("schema"), "message m { required binary ssn (STRING); }");
        Ended ended = run(
                "explain",
                "/lake/people",
                "--schema",
                schema.toString(),
                "--conf",
                "parquet.kms.key.pii=" + KEY,
                "--conf",
                "parquet.encryption.footer.key=pii",
                "--conf",
                "parquet.encryption.column.keys=pii:ssn");
        assertThat(ended.out()).startsWith("/lake/people: encrypted\n").contains(KEY);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).doesNotContain("SLF4J", "Exception");
    }

    /** S3A is there, with the SDK by the name that it has in this jar, and nobody answers. */
    @Test
    void s3a_isThere_andErrorsAreOneLine() throws Exception {
        Ended ended = run(
                "inspect",
                "s3a://bucket/people",
                "--conf",
                "fs.s3a.endpoint=http://127.0.0.1:1",
                "--conf",
                "fs.s3a.endpoint.region=us-east-1",
                "--conf",
                "fs.s3a.access.key=a",
                "--conf",
                "fs.s3a.secret.key=b",
                "--conf",
                "fs.s3a.path.style.access=true",
                "--conf",
                "fs.s3a.attempts.maximum=0",
                "--conf",
                "fs.s3a.retry.limit=0");
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err())
                .contains("parquet-kms: ", "Connect")
                .doesNotContain("\tat ", "NativeCodeLoader", "ClassNotFound", "NoClassDefFound");
    }
}
