package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.lake.FileProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command that goes through files prints, in each form. */
final class ReportTest {

    private static final FileProblem PROBLEM =
            new FileProblem("/lake/b", FileProblem.Kind.NOT_PARQUET, "ends with \"x\"");

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** What it prints is its caller's. */
    @Command(name = "look", mixinStandardHelpOptions = true)
    private static final class Look implements Callable<Integer> {

        @Mixin
        private final LakeOptions lake = new LakeOptions();

        @Mixin
        private final ReportOptions options = new ReportOptions();

        @Option(names = "--rows")
        private int rows = 1;

        @Override
        public Integer call() throws IOException {
            try (Report report = options.open(new Configuration(false));
                    Progress progress = lake.progress(report)) {
                report.files("bytes", "footerKey", "columns");
                for (int i = 0; i < rows; i++) {
                    report.row("/lake/a" + i, new ByteCount(2048 + i), "", List.of("ssn", "tin"));
                    progress.file(1);
                }
                report.problem(PROBLEM);
                report.table("keys", "key", "files", "isOwn").row("k\n1", 3, true);
                Map<String, Object> sums = new LinkedHashMap<>();
                sums.put("allFiles", 2);
                sums.put("byKey", Map.of("arn:aws:k1", new ByteCount(1)));
                report.summary(sums);
                return report.exitCode();
            }
        }
    }

    private int look(String... arguments) {
        return new CommandLine(new Look())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void table_isAligned_andPrintable() {
        assertThat(look()).isEqualTo(ExitCode.PARTLY);
        assertThat(out.toString()).isEqualTo("""
                path      bytes    footer key  columns
                /lake/a0  2.0 KiB              ssn, tin
                /lake/b  not-parquet: ends with "x"

                key       files  is own
                k\\u000a1      3  true

                all files: 2
                by key:
                  arn:aws:k1: 1 B
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void json_isOneDocument() throws IOException {
        assertThat(look("--json", "--rows=3")).isEqualTo(ExitCode.PARTLY);
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.fieldNames()).toIterable().containsExactly("files", "keys", "summary");
        assertThat(answer.get("files")).hasSize(4);
        assertThat(answer.at("/files/2").toString())
                .isEqualTo("{\"path\":\"/lake/a2\",\"bytes\":2050,\"footerKey\":null,\"columns\":[\"ssn\",\"tin\"]}");
        assertThat(answer.at("/files/3").toString())
                .isEqualTo("{\"path\":\"/lake/b\",\"problem\":\"not-parquet\",\"reason\":\"ends with \\\"x\\\"\"}");
        assertThat(answer.at("/keys/0").toString()).isEqualTo("{\"key\":\"k\\n1\",\"files\":3,\"isOwn\":true}");
        assertThat(answer.at("/summary/byKey/arn:aws:k1").asLong()).isEqualTo(1);
        assertThat(out.toString().lines()).as("an object on a line").hasSize(8);
    }

    @Test
    void csv_isTheFirstTable_andSumsAreElsewhere() {
        assertThat(look("--csv")).isEqualTo(ExitCode.PARTLY);
        assertThat(out.toString().lines())
                .containsExactly(
                        "path,bytes,footer_key,columns,problem,reason",
                        "/lake/a0,2048,,ssn tin,,",
                        "/lake/b,,,,not-parquet,\"ends with \"\"x\"\"\"");
        assertThat(err.toString()).isEqualTo("all files: 2\nby key:\n  arn:aws:k1: 1 B\n");
    }

    /** The first thousand lines say how wide columns are. */
    @Test
    void table_ofMany_streams() {
        look("--rows=100002");
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith("path        bytes  ");
        assertThat(lines.get(1000)).isEqualTo("/lake/a999  3.0 KiB              ssn, tin");
        assertThat(lines.get(100_002)).isEqualTo("/lake/a100001  99.7 KiB              ssn, tin");
    }

    @Test
    void output_isAFile() throws IOException {
        Path file = directory.resolve("report.csv");
        assertThat(look("--csv", "--output", file.toString())).isEqualTo(ExitCode.PARTLY);
        assertThat(Files.readAllLines(file)).hasSize(3).element(1).isEqualTo("/lake/a0,2048,,ssn tin,,");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void json_andCsv_excludeEachOther() {
        assertThat(look("--csv", "--json")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("mutually exclusive");
    }

    @Test
    void help_listsExitCodes() {
        assertThat(look("--help")).isZero();
        assertThat(out.toString())
                .containsPattern("Exit codes:\n +0 +Done.*\n +1 +No.*\n +2 +It.*\n +3 +Done, but not with every file");
    }

    /** As a failing command leaves it: to be seen as not whole. */
    @Test
    void json_closedEarly_hasNoSummary() throws IOException {
        PrintWriter writer = new PrintWriter(out);
        try (Report report = new Report(new JsonReport(writer), writer)) {
            report.files().row("/lake/a");
        }
        assertThat(new ObjectMapper().readTree(out.toString()).fieldNames())
                .toIterable()
                .containsExactly("files");
    }

    @Test
    void writer_thatFails_isAnError() throws IOException {
        PrintWriter full = new PrintWriter(new java.io.Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        Report report = new Report(new TableReport(full), full);
        report.files().row("/lake/a");
        assertThatThrownBy(report::close).isInstanceOf(IOException.class).hasMessageContaining("could not be written");
    }
}
