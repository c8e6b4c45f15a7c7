package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.parquet.ParquetKmsClient;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** A lake with files of all kinds, inspected with and without keys. */
final class InspectCommandTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private Path lake = Path.of("");
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    private @Nullable KeystoreFile keys;

    @BeforeEach
    void createKeys() {
        lake = directory.resolve("lake");
        KeystoreFile created = new KeystoreFile(directory);
        List.of("kf", "kp").forEach(key -> created.create(key, 256));
        keys = created;
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(keys).close();
        KeyToolkit.removeCacheEntriesForAllTokens();
    }

    private Configuration settings(boolean stock) {
        Configuration settings = new Configuration(false);
        keystore().forEach(settings::set);
        settings.set("parquet.kms.key.footer", "kf");
        settings.set("parquet.kms.key.pii", "kp");
        settings.set(
                "parquet.crypto.factory.class",
                (stock ? PropertiesDrivenCryptoFactory.class : ParquetKmsCryptoFactory.class).getName());
        settings.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        return settings;
    }

    private Map<String, String> keystore() {
        return Map.of(
                "parquet.kms.provider",
                "keystore",
                "hadoop.security.key.provider.path",
                "jceks://file" + directory.resolve("keys.jceks"),
                "hadoop.security.keystore.java-keystore-provider.password-file",
                KeystoreFile.PASSWORD);
    }

    private void write(boolean stock, String file, String... settings) throws IOException {
        Configuration configuration = settings(stock);
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            configuration.set(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Files.createDirectories(lake.resolve(file).getParent());
        Path path = lake.resolve(file);
        Table.write(configuration, new org.apache.hadoop.fs.Path(path.toUri()), 3);
        Files.delete(path.resolveSibling("." + path.getFileName() + ".crc")); // or a changed byte is Hadoop's to find
    }

    private void columns(String file, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of(
                "parquet.encryption.footer.key=footer",
                "parquet.kms.columns=pii: phone, address.street",
                "parquet.kms.columns.unmatched=plaintext"));
        settings.addAll(List.of(more));
        write(false, file, settings.toArray(String[]::new));
    }

    private int inspect(String... more) {
        runtime.wipe();
        out = new StringWriter();
        err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("inspect", lake.toString(), "--quiet"));
        keystore().forEach((name, value) -> arguments.addAll(List.of("--conf", name + "=" + value)));
        arguments.addAll(List.of(more));
        return ParquetKmsCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private JsonNode json(int exitCode, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--json");
        assertThat(inspect(arguments.toArray(String[]::new)))
                .as("%s%s", err, out)
                .isEqualTo(exitCode);
        return new ObjectMapper().readTree(out.toString());
    }

    private static JsonNode file(JsonNode report, String name) {
        for (JsonNode file : report.path("files")) {
            if (file.path("path").asText().endsWith(name)) {
                return file;
            }
        }
        throw new AssertionError("no " + name + " in " + report);
    }

    @Test
    void encryptedFooter_withoutKeys_onlyItsKeyIsSeen() throws IOException {
        columns("people/a.parquet");
        JsonNode file = file(json(0), "a.parquet");
        assertThat(file.path("footer").asText()).isEqualTo("encrypted-footer");
        assertThat(file.path("algorithm").asText()).isEqualTo("AES_GCM_V1");
        assertThat(file.path("footerKey").asText()).startsWith("kf");
        assertThat(file.path("wrapping").asText()).isEqualTo("double");
        assertThat(file.path("footerKek").asText()).isNotEmpty();
        assertThat(file.path("aadPrefix").asText()).isEqualTo("none");
        assertThat(file.path("rows").isNull()).isTrue();
        assertThat(file.path("columns")).isEmpty();
        assertThat(file.path("kmsCalls").asInt()).isEqualTo(1);
    }

    @Test
    void encryptedFooter_withKeys_columnsAreSeen() throws IOException {
        columns("people/a.parquet");
        columns("people/b.parquet");
        JsonNode report = json(0, "--keys");
        JsonNode file = file(report, "a.parquet");
        assertThat(file.path("rows").asInt()).isEqualTo(3);
        assertThat(file.path("createdBy").asText()).contains("parquet-mr");
        assertThat(file.path("kmsCalls").asInt()).isEqualTo(2);
        assertThat(column(file, "phone").path("protection").asText()).isEqualTo("column-key");
        assertThat(column(file, "phone").path("key").asText()).startsWith("kp");
        assertThat(column(file, "phone").path("kek").asText()).isNotEmpty();
        assertThat(column(file, "id").path("protection").asText()).isEqualTo("plaintext");
        assertThat(report.path("keys")).hasSize(2);
        assertThat(report.path("keys").get(1).path("columns").asInt()).isEqualTo(4);
        assertThat(report.path("keys").get(1).path("files").asInt()).isEqualTo(2);
        assertThat(report.path("keys").get(1).path("footers").asInt()).isZero();
        JsonNode dataset = report.path("datasets").get(0);
        assertThat(dataset.path("columnKeyBytes").asLong()).isPositive();
        assertThat(dataset.path("plaintextColumnBytes").asLong()).isPositive();
        assertThat(dataset.path("footerKeyBytes").asLong()).isZero();
        assertThat(dataset.path("unknownBytes").asLong()).isZero();
    }

    private static JsonNode column(JsonNode file, String name) {
        for (JsonNode column : file.path("columns")) {
            if (column.path("name").asText().equals(name)) {
                return column;
            }
        }
        throw new AssertionError("no " + name + " in " + file);
    }

    /** The KMS is not asked: there is none. */
    @Test
    void plaintextFooter_withoutKeys_columnsAreSeen() throws IOException {
        columns("people/a.parquet", "parquet.encryption.plaintext.footer=true");
        Files.delete(directory.resolve("keys.jceks"));
        JsonNode file = file(json(0), "a.parquet");
        assertThat(file.path("footer").asText()).isEqualTo("plaintext-footer");
        assertThat(file.path("rows").asInt()).isEqualTo(3);
        assertThat(column(file, "address.street").path("key").asText()).startsWith("kp");
    }

    @Test
    void plaintextFooter_changed_isSaid_andShownAsItStands() throws IOException {
        columns("people/a.parquet", "parquet.encryption.plaintext.footer=true");
        Path file = lake.resolve("people/a.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 20] ^= 1; // of the signature
        Files.write(file, bytes);
        assertThat(file(json(0), "a.parquet").path("amiss").isNull()).isTrue();
        JsonNode verified = file(json(3, "--keys"), "a.parquet");
        assertThat(verified.path("amiss").asText()).startsWith("malformed: The signature");
        assertThat(verified.path("rows").asInt()).isEqualTo(3);
    }

    @Test
    void uniform_allUnderTheFootersKey() throws IOException {
        write(false, "t/a.parquet", "parquet.encryption.uniform.key=footer");
        JsonNode report = json(0, "--keys");
        assertThat(column(file(report, "a.parquet"), "id").path("protection").asText())
                .isEqualTo("footer-key");
        assertThat(report.path("datasets").get(0).path("footerKeyBytes").asLong())
                .isPositive();
        assertThat(report.path("columns").get(0).path("footerKeyFiles").asInt()).isEqualTo(1);
    }

    @Test
    void stockKeyTools_singleWrapping_isOpenedToo() throws IOException {
        write(
                true,
                "t/a.parquet",
                "parquet.encryption.footer.key=footer",
                "parquet.encryption.column.keys=pii:phone,name",
                "parquet.encryption.double.wrapping=false");
        JsonNode file = file(json(0, "--keys", "--conf", "parquet.kms.key.footer=kf"), "a.parquet");
        assertThat(file.path("wrapping").asText()).isEqualTo("single");
        assertThat(file.path("footerKey").asText()).isEqualTo("footer");
        assertThat(file.path("kmsCalls").asInt()).as("each data key").isEqualTo(3);
        assertThat(column(file, "name").path("key").asText()).isEqualTo("pii");
    }

    @Test
    void stockKeyTools_externalMaterial_isLookedUp() throws IOException {
        write(
                true,
                "t/a.parquet",
                "parquet.encryption.uniform.key=pii",
                "parquet.encryption.key.material.store.internally=false");
        JsonNode file = file(json(0), "a.parquet");
        assertThat(file.path("wrapping").asText()).isEqualTo("double, external");
        assertThat(file.path("footerKey").asText()).isEqualTo("pii");
        Files.delete(lake.resolve("t/_KEY_MATERIAL_FOR_a.parquet.json"));
        assertThat(file(json(3), "a.parquet").path("amiss").asText()).startsWith("malformed: ");
    }

    @Test
    void keyIsGone_isToldAsFarAsItIsKnown_andTheOthersGoOn() throws IOException {
        columns("people/a.parquet");
        write(false, "people/b.parquet", "parquet.encryption.uniform.key=pii");
        Objects.requireNonNull(keys).delete("kf");
        JsonNode report = json(3, "--keys");
        JsonNode gone = file(report, "a.parquet");
        assertThat(gone.path("amiss").asText()).startsWith("key-unusable: ");
        assertThat(gone.path("footerKey").asText()).startsWith("kf");
        assertThat(file(report, "b.parquet").path("rows").asInt()).isEqualTo(3);
        assertThat(report.path("summary").path("amiss").path("key-unusable").asInt())
                .isEqualTo(1);
    }

    @Test
    void badFiles_areALineEach() throws IOException {
        columns("people/a.parquet");
        write(false, "people/p.parquet");
        Files.writeString(lake.resolve("people/x.txt"), "no Parquet file at all");
        byte[] good = Files.readAllBytes(lake.resolve("people/p.parquet"));
        Files.write(lake.resolve("people/cut.parquet"), Arrays.copyOf(good, good.length - 9));
        JsonNode report = json(3);
        assertThat(file(report, "x.txt").path("problem").asText()).isEqualTo("not-parquet");
        assertThat(file(report, "cut.parquet").path("problem").asText()).isEqualTo("incomplete");
        assertThat(file(report, "p.parquet").path("footer").asText()).isEqualTo("plaintext-file");
        assertThat(report.path("files")).hasSize(4);
        assertThat(report.path("summary").path("encryptedFiles").asInt()).isEqualTo(1);
    }

    /** Neither a crash nor a file that goes unsaid, wherever it is cut; and whatever is changed in its footer. */
    @Test
    void anyFile_isAnswered() throws IOException {
        columns("t/a.parquet", "parquet.encryption.plaintext.footer=true");
        byte[] good = Files.readAllBytes(lake.resolve("t/a.parquet"));
        int step = 97;
        for (int length = 1; length < good.length; length += step) {
            Files.write(lake.resolve("t/cut" + length), Arrays.copyOf(good, length));
        }
        int cut = (good.length - 2) / step + 1;
        for (int at = good.length - 2401; at < good.length; at += 7) {
            byte[] changed = good.clone();
            changed[at] = (byte) ~changed[at];
            Files.write(lake.resolve("t/flip" + at), changed);
        }
        JsonNode report = json(3);
        assertThat(report.path("files")).hasSize(1 + cut + 343);
        for (JsonNode file : report.path("files")) {
            if (file.path("path").asText().contains("/cut")) {
                assertThat(file.path("problem").asText()).isIn("not-parquet", "incomplete");
            }
        }
    }

    @Test
    void csv_hasALineForEachFile() throws IOException {
        columns("people/a.parquet", "parquet.encryption.plaintext.footer=true");
        write(false, "people/p.parquet");
        assertThat(inspect("--csv")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("path,bytes,footer,algorithm,footer_key,wrapping,");
        assertThat(lines).anyMatch(line -> line.contains("phone|column-key|kp"));
    }

    @Test
    void table_isATreeByPartition() throws IOException {
        columns("people/day=1/a.parquet", "parquet.encryption.plaintext.footer=true");
        write(false, "people/day=2/hour=1/p.parquet");
        write(false, "people/day=2/hour=2/p.parquet");
        assertThat(inspect()).isZero();
        assertThat(out.toString())
                .containsPattern("people +█+░+ \\d+\\.\\d % +1 +3 ")
                .containsPattern("\n  day=1 +█{10} 100\\.0 % +1 +1 ")
                .containsPattern("\n    hour=2 +░{10} 0\\.0 % +0 +1 ")
                .contains("encrypted files: 1\n")
                .doesNotContain("a.parquet");
        inspect("--depth", "1", "--files");
        assertThat(out.toString()).contains("a.parquet").doesNotContain("\n    hour=2 ");
    }

    @Test
    void html_isWellFormed_andShowsNamesAsText() throws Exception {
        String name = "<script>alert('x')&\"";
        columns(name + "/a.parquet", "parquet.encryption.plaintext.footer=true");
        Files.writeString(lake.resolve(name).resolve("\u001b[31m.txt"), "no Parquet file at all");
        Path page = directory.resolve("page.html");
        int code = inspect("--html", page.toString());
        assertThat(code).as(err.toString()).isEqualTo(3);
        assertThat(out.toString()).doesNotContain("\u001b").contains("\\u001b[31m.txt");
        String html = Files.readString(page);
        assertThat(html).startsWith("<!DOCTYPE html>").doesNotContain("<script>", "\u001b");
        Document parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.getDocumentElement().getTextContent()).contains("<script>alert('x')&\"");
        assertThat(parsed.getElementsByTagName("span").getLength()).isGreaterThan(5);
    }

    @Test
    void nothingThere_isAnError() {
        assertThat(inspect(lake + "/none*")).isEqualTo(2);
        assertThat(err.toString()).contains("There is nothing at");
    }

    /** The page's commands are taken, and its tables have the columns that the page shows. */
    @Test
    void page_isRight() throws IOException {
        String page = Files.readString(Path.of("docs/inspect.md"));
        List<String> commands = page.lines()
                .filter(line -> line.startsWith("parquet-kms inspect"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(2);
        for (String command : commands) {
            List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
            arguments.remove(0);
            arguments.add("--help");
            StringWriter said = new StringWriter();
            int exitCode = ParquetKmsCommand.run(
                    new PrintWriter(new StringWriter()), new PrintWriter(said, true), arguments.toArray(String[]::new));
            assertThat(exitCode).as("%s: %s", command, said).isZero();
        }
        columns("people/a.parquet", "parquet.encryption.plaintext.footer=true");
        inspect();
        for (String line : out.toString().lines().toList()) {
            if (line.startsWith("key ") || line.matches("[a-z ]+: .*")) {
                String shown =
                        line.startsWith("key ") ? line.replaceAll(" +", " ") : line.substring(0, line.indexOf(':'));
                assertThat(page.replaceAll(" +", " ")).contains(shown);
            }
        }
    }
}
