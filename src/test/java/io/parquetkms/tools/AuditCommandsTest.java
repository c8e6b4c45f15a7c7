package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.parquet.Aws;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code access}, {@code retire} and {@code policy print}, over real files and a real server. */
final class AuditCommandsTest {

    private static final String ROLE = "arn:aws:iam::111122223333:role/";

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() {
        Aws.signIn();
        System.setProperty("aws.endpointUrlIam", kms.endpoint().toString());
        Configuration writer = Aws.configuration(kms.endpoint());
        writer.set("parquet.kms.key.footer", footer);
        writer.set("parquet.kms.key.pii", pii);
        writer.set("parquet.encryption.footer.key", "footer");
        writer.set("parquet.kms.columns", "pii: name, phone");
        for (String file : List.of("day=1/a.parquet", "day=2/b.parquet")) {
            Table.write(
                    writer,
                    new org.apache.hadoop.fs.Path(
                            directory.resolve("people/" + file).toUri()),
                    3);
        }
        kms.iamIdentity(ROLE + "analyst", read(footer), false, false);
        kms.iamIdentity(ROLE + "officer", read(footer), true, false);
        kms.grant(pii, ROLE + "officer", Map.of(), "Decrypt");
        runtime.wipe();
    }

    private static String read(String key) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "%s"}]}""".formatted(key);
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.endpointUrlIam");
        Aws.signOut();
        kms.close();
    }

    private int run(String command, String... more) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        for (String setting : List.of(
                "parquet.kms.aws.endpoint=" + kms.endpoint(),
                "parquet.kms.aws.region=" + TestKms.REGION,
                "parquet.kms.aws.attempt.timeout=5m",
                "parquet.kms.aws.call.timeout=10m")) {
            arguments.addAll(List.of("--conf", setting));
        }
        arguments.addAll(List.of(more));
        return ParquetKmsCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private String people() {
        return directory.resolve("people").toString();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    private static List<String> texts(JsonNode rows, String... fields) {
        List<String> texts = new ArrayList<>();
        for (JsonNode row : rows) {
            List<String> values = new ArrayList<>();
            for (String field : fields) {
                values.add(row.path(field).asText());
            }
            texts.add(String.join(" ", values));
        }
        return texts;
    }

    @Test
    void access_columns_haveTheReadersOfTheirKeys() throws IOException {
        int status = run("access", "--quiet", "--json", people());

        assertThat(status).as(out.toString() + err).isZero();
        assertThat(texts(json().path("readers"), "column", "key", "files", "principal", "by"))
                .contains(
                        "(footers) " + footer + " 2 " + ROLE + "analyst IAM policy",
                        "(footers) " + footer + " 2 " + ROLE + "officer IAM policy",
                        "name " + pii + " 2 " + ROLE + "officer grant grant-0",
                        "phone " + pii + " 2 " + ROLE + "officer grant grant-0",
                        "id null 2 everybody who can read the files plaintext")
                .noneMatch(row -> row.startsWith("name") && row.contains("analyst"));
        assertThat(json().path("summary").path("notLookedAt").asText()).contains("SCP");
    }

    /** A column without a key of its own is under the footer's, of each dataset by itself. */
    @Test
    void access_columnsUnderTheFootersKey_areShownUnderIt() throws IOException {
        Configuration writer = Aws.configuration(kms.endpoint());
        writer.set("parquet.encryption.uniform.key", pii);
        Table.write(
                writer,
                new org.apache.hadoop.fs.Path(
                        directory.resolve("people/uniform/a.parquet").toUri()),
                3);
        runtime.wipe();

        int status = run("access", "--quiet", "--json", people());

        assertThat(status).as(err.toString()).isZero();
        assertThat(texts(json().path("readers"), "dataset", "column", "key", "files", "principal"))
                .filteredOn(row -> row.contains("/uniform "))
                .map(row -> row.replaceFirst("^\\S*/", ""))
                .contains(
                        "uniform id " + pii + " 1 " + ROLE + "officer",
                        "uniform (footers) " + pii + " 1 " + ROLE + "officer")
                .noneMatch(row -> row.contains("everybody") || row.contains(footer));
    }

    @Test
    void access_keyOfAnybody_isSaidLoudly() throws IOException {
        kms.keyPolicy(pii, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
                 "Action": "kms:*", "Resource": "*"}]}""");

        int status = run("access", "--quiet", "--json", people());

        assertThat(status).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString())
                .contains("WARNING: anybody, of any account, may decrypt with " + pii)
                .doesNotContain(footer);
        assertThat(texts(json().path("readers"), "column", "principal")).contains("name anybody, of any account");
        assertThat(json().path("summary").path("openToAnybody").toString()).isEqualTo("[\"" + pii + "\"]");
    }

    @Test
    void access_keyPolicyDenied_isPartly() throws IOException {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GET_KEY_POLICY, pii);

        int status = run("access", "--quiet", "--json", people());

        assertThat(status).isEqualTo(ExitCode.PARTLY);
        assertThat(json().path("summary").path("notKnown").path(pii).asText()).contains("the key's policy");
    }

    @Test
    void access_untrustedKey_isNotAskedFor() throws IOException {
        int status = run("access", "--quiet", "--json", "--conf", "parquet.kms.trusted.keys=" + footer, people());

        assertThat(status).isEqualTo(ExitCode.PARTLY);
        assertThat(json().path("summary").path("notKnown").path(pii).asText()).contains("not trusted");
        assertThat(kms.log())
                .noneMatch(request -> request.operation() == Operation.GET_KEY_POLICY && pii.equals(request.keyArn()));
    }

    @Test
    void access_noParquet_isALine_theOthersGoOn() throws IOException {
        Files.writeString(directory.resolve("people/notes.txt"), "not a Parquet file");

        int status = run("access", "--quiet", "--json", people());

        assertThat(status).isEqualTo(ExitCode.PARTLY);
        assertThat(out.toString()).contains("notes.txt", "not-parquet");
        assertThat(texts(json().path("readers"), "column")).contains("name");
    }

    @Test
    void retire_neededKey_isRefused() throws IOException {
        kms.alias("alias/pii", pii);

        int status = run("retire", "--quiet", "--json", "--conf", "parquet.kms.key.pii=" + pii, "pii", people());

        assertThat(status).as(err.toString()).isEqualTo(ExitCode.REFUSED);
        assertThat(texts(json().path("findings"), "kind", "text"))
                .contains(
                        "needed files: 2",
                        "needed the configuration or policy names it 'pii'",
                        "needed alias/pii leads to it: jobs may use it by that name")
                .anyMatch(line ->
                        line.startsWith("found Files that need it: 2 (for 0 footers and 4 columns; 1 distinct"));
    }

    @Test
    void retire_keyThatNothingNeeds_canGo_andIsStillThere() throws IOException {
        String old = kms.createKey();
        kms.rotate(old);
        Path report = directory.resolve("report.md");

        int status = run("retire", "--quiet", "--report", report.toString(), old, people());

        assertThat(status).as(out.toString() + err).isZero();
        assertThat(Files.readString(report))
                .contains(
                        "# Retirement of " + old,
                        "Nothing that was looked at needs the key.",
                        "Files looked at: 2",
                        "ON_DEMAND",
                        "Last used: not since ",
                        "older versions of objects",
                        "aws kms disable-key");
        assertThat(kms.log())
                .extracting(request -> request.operation())
                .doesNotContain(Operation.SCHEDULE_KEY_DELETION, Operation.DISABLE_KEY);
    }

    /** Where a footer can't be opened, nobody knows what its columns need. */
    @Test
    void retire_footerThatIsDenied_isNotKnown() throws IOException {
        String old = kms.createKey();
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, footer);

        assertThat(run("retire", "--quiet", "--json", old, people())).isEqualTo(ExitCode.PARTLY);
        assertThat(texts(json().path("findings"), "kind", "text"))
                .contains("not-known 2 files or directories could not be looked into: denied");
    }

    @Test
    void retire_lastUseDenied_isNotKnown() {
        String old = kms.createKey();
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GET_KEY_LAST_USAGE, old);

        assertThat(run("retire", "--quiet", old, people())).isEqualTo(ExitCode.PARTLY);
        assertThat(out.toString()).contains("when it was last used");
    }

    @Test
    void policyPrint_role_isAnIamPolicy() throws IOException {
        int status = run(
                "policy print",
                "--role",
                "writer",
                "--conf",
                "parquet.kms.key.pii=" + pii,
                "--conf",
                "parquet.encryption.footer.key=" + footer);

        assertThat(status).as(err.toString()).isZero();
        assertThat(texts(json().path("Statement"), "Action")).containsOnly("kms:GenerateDataKey");
        assertThat(texts(json().path("Statement"), "Resource")).containsExactlyInAnyOrder(pii, footer);
    }

    @Test
    void policyPrint_noKey_isWrong() {
        assertThat(run("policy print", "--role", "reader")).isEqualTo(ExitCode.WRONG);
        assertThat(err.toString()).contains("No key is configured");
        assertThat(run("policy")).isEqualTo(ExitCode.WRONG);
    }
}
