package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The view that a role gets whose keystore lacks a key. */
final class ViewCommandTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path people() {
        return directory.resolve("people");
    }

    private void write(String columns) throws IOException {
        write(columns, "day=1/a.parquet");
    }

    private void write(String columns, String name) throws IOException {
        try (KeystoreFile all = new KeystoreFile(Files.createDirectories(directory.resolve("all")))) {
            List.of("footer", "pii").forEach(key -> all.create(key, 256));
            Configuration configuration = new Configuration(false);
            configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
            configuration.set("parquet.kms.provider", "keystore");
            configuration.set("hadoop.security.key.provider.path", all.uri().toString());
            configuration.set("hadoop.security.keystore.java-keystore-provider.password-file", KeystoreFile.PASSWORD);
            configuration.set("parquet.kms.key.footer", "footer");
            configuration.set("parquet.kms.key.pii", "pii");
            configuration.set("parquet.encryption.footer.key", columns.startsWith("!") ? "pii" : "footer");
            configuration.set("parquet.kms.columns", columns.replace("!", ""));
            Table.write(
                    configuration,
                    new org.apache.hadoop.fs.Path(people().resolve(name).toUri()),
                    3);
            Files.copy(
                    directory.resolve("all/keys.jceks"),
                    directory.resolve("keys.jceks"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** As a role that has some keys. */
    private int view(List<String> keys, String... more) throws IOException {
        runtime.wipe();
        try (KeystoreFile some = new KeystoreFile(Files.createTempDirectory(directory, "some"))) {
            Files.copy(directory.resolve("keys.jceks"), Path.of(some.uri().getPath()));
            if (!keys.contains("pii")) {
                some.delete("pii");
            }
            List<String> arguments = new ArrayList<>(List.of(
                    "view",
                    people().toString(),
                    "--conf",
                    "parquet.kms.provider=keystore",
                    "--conf",
                    "hadoop.security.key.provider.path=" + some.uri(),
                    "--conf",
                    "hadoop.security.keystore.java-keystore-provider.password-file=" + KeystoreFile.PASSWORD));
            arguments.addAll(List.of(more));
            return ParquetKmsCommand.run(
                    new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        }
    }

    @Test
    void keyIsMissing_columnsAreLeftOut() throws IOException {
        write("pii: phone, address.street, notes.value");
        assertThat(view(List.of("footer"))).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("-- 1 files looked at, 2 keys asked for", "-- Left out: phone, not found in 1 files: ")
                .endsWith("""
                        CREATE OR REPLACE VIEW `people_readable`
                        TBLPROPERTIES ('parquet-kms.incomplete' = '%1$s')
                        AS SELECT
                          `id`,
                          `name`,
                          `balance`,
                          named_struct('city', `address`.`city`) AS `address`,
                          `tags`,
                          `day`
                        FROM parquet.`%1$s`;
                        """.formatted(people()));
    }

    @Test
    void nulls_ofATable() throws IOException {
        write("pii: phone, address.street, notes.value");
        assertThat(view(List.of("footer"), "--nulls", "--table", "db.people", "--name", "safe.people"))
                .isZero();
        assertThat(out.toString())
                .contains(
                        "CREATE OR REPLACE VIEW `safe`.`people`\n",
                        "  IF(false, `phone`, NULL) AS `phone`,\n",
                        "named_struct('street', IF(false, `address`.`street`, NULL), 'city', `address`.`city`) AS `address`,\n",
                        "  IF(false, `notes`, NULL) AS `notes`,\n")
                .endsWith("FROM `db`.`people`;\n");
    }

    @Test
    void allKeys_noMark() throws IOException {
        write("pii: phone");
        assertThat(view(List.of("footer", "pii"))).isZero();
        assertThat(out.toString()).contains("  `phone`,\n").doesNotContain("TBLPROPERTIES", "Left out");
    }

    @Test
    void footerCantBeRead_isRefused() throws IOException {
        write("!footer: phone");
        assertThat(view(List.of("footer"))).isEqualTo(1);
        assertThat(out.toString())
                .contains("-- No view: Nothing can be read of 1 of 1 files")
                .doesNotContain("CREATE");
    }

    @Test
    void json_hasAll() throws IOException {
        write("pii: phone");
        assertThat(view(List.of("footer"), "--format", "json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("files").asInt()).isEqualTo(1);
        assertThat(json.path("keysAskedFor").asInt()).isEqualTo(2);
        assertThat(json.path("identity").asText()).startsWith("user ");
        assertThat(json.path("refusal").isNull()).isTrue();
        assertThat(json.path("view").asText()).contains("CREATE OR REPLACE VIEW");
        assertThat(json.path("parts").get(3).path("column").asText()).isEqualTo("phone");
        assertThat(json.path("parts").get(3).path("state").asText()).isEqualTo("not found");
    }

    @Test
    void csvAndTable_haveALineForEachPart() throws IOException {
        write("pii: phone");
        assertThat(view(List.of("footer"), "--format", "csv")).isZero();
        assertThat(out.toString())
                .startsWith("column,state,key_id,files,reason,grant\n,readable,footer")
                .contains("\nphone,not found,pii");
        out.getBuffer().setLength(0);
        assertThat(view(List.of("footer"), "--format", "table")).isZero();
        assertThat(out.toString()).contains("(footer)", "phone", "not found");
    }

    @Test
    void nothingThere_cantBeSaid() throws IOException {
        write("pii: phone", "../elsewhere/a.parquet");
        assertThat(view(List.of("footer"))).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no file in ")
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void names_areQuoted() {
        assertThat(Sql.identifier("a`b")).isEqualTo("`a``b`");
        assertThat(Sql.table("a.b")).isEqualTo("`a`.`b`");
        assertThat(Sql.table("`a.b`")).isEqualTo("`a.b`");
        assertThat(Sql.text("it's \\ it")).isEqualTo("'it\\'s \\\\ it'");
    }
}
