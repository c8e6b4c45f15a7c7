package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The queries of docs/evidence.md, as they stand there, by DuckDB over an event log and CloudTrail's records of the same requests. The
 * records have the fields of AWS's examples; the tables have the columns of the page's statements, in DuckDB's types.
 *
 * @param events lines of an event log
 * @param requests that KMS answered
 */
record Evidence(List<String> events, List<RecordedRequest> requests) {

    private static final Path PAGE = Path.of("../docs/evidence.md");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COLUMNS = Pattern.compile("EXTERNAL TABLE (\\w+) \\(\\n(.*?)\\n\\)", Pattern.DOTALL);
    private static final String NOT_OURS = "0e0e0e0e-0000-0000-0000-000000000000";
    private static final String UNKNOWN_MATERIAL = "0".repeat(64);

    Evidence {
        events = List.copyOf(events);
        requests = List.copyOf(requests);
    }

    static Evidence of(List<String> events, TestKms kms) {
        return new Evidence(
                events, kms.log().stream().filter(RecordedRequest::succeeded).toList());
    }

    void assertQueriesOfThePage(Path directory, Consumer<List<Map<String, String>>> uses)
            throws IOException, SQLException {
        Files.createDirectories(directory);
        List<String> sql = TaskPage.read(PAGE).blocks().stream()
                .filter(block -> block.info().equals("sql"))
                .map(TaskPage.Block::text)
                .toList();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("CREATE MACRO json_extract_scalar(json, path) AS json_extract_string(json, path)");
            load(statement, sql.get(0), lines(directory, "trail", trail()), ", '2026/11/26' AS day");
            load(statement, sql.get(1), lines(directory, "events", lowerCase(events)), "");
            List<Map<String, String>> used = rows(statement.executeQuery(sql.get(2)));
            assertUses(used);
            uses.accept(used);
            assertMaterials(rows(statement.executeQuery(sql.get(3))));
        }
    }

    /** Each request once, with who and what for; and that of somebody without an event log. */
    private void assertUses(List<Map<String, String>> rows) {
        assertThat(rows.stream().map(row -> row.get("eventname") + row.get("kms_key") + row.get("key_material_id")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                requests.stream()
                                        .map(request -> request.operation().wireName()
                                                + request.keyArn()
                                                + request.keyMaterialId()),
                                Stream.of("Decrypt" + requests.get(0).keyArn() + UNKNOWN_MATERIAL))
                        .toList());
        assertThat(rows)
                .filteredOn(row -> row.get("dataset") == null)
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("key_material_id", UNKNOWN_MATERIAL));
        assertThat(rows).filteredOn(row -> row.get("dataset") != null).allSatisfy(row -> {
            assertThat(row.get("principal")).startsWith("arn:aws:iam::");
            assertThat(row.get("spark_user")).isNotBlank();
            assertThat(row.get("datakeys")).isNotEqualTo("0");
        });
    }

    /** The materials of those rows of the first query. */
    static Set<String> materials(List<Map<String, String>> uses, String event, String table) {
        return uses.stream()
                .filter(row -> event.equals(row.get("eventname")))
                .filter(row -> String.valueOf(row.get("dataset")).endsWith("/" + table))
                .map(row -> row.get("key_material_id"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertMaterials(List<Map<String, String>> rows) {
        assertThat(rows).extracting(row -> row.get("eventname")).contains("ReEncrypt", "Decrypt", "GenerateDataKey");
        assertThat(rows)
                .filteredOn(row -> "ReEncrypt".equals(row.get("eventname")))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("key_material_id", UNKNOWN_MATERIAL)
                        .containsEntry("new_key_material_id", requests.get(0).keyMaterialId())
                        .containsEntry("requests", "1"));
    }

    /** Those of the job; besides, a reader without an event log, a denial, a re-encryption, and another service's. */
    private List<String> trail() {
        List<String> trail = new ArrayList<>();
        requests.forEach(request -> trail.add(record(request).toString()));
        RecordedRequest first = requests.get(0);
        trail.add(changed(first, "Decrypt", "requestid", NOT_OURS)
                .<ObjectNode>set("additionaleventdata", JSON.createObjectNode().put("keyMaterialId", UNKNOWN_MATERIAL))
                .toString());
        trail.add(changed(first, "Decrypt", "errorcode", "AccessDenied").toString());
        trail.add(changed(first, "GetObject", "eventsource", "s3.amazonaws.com").toString());
        trail.add(changed(first, "ReEncrypt", "requestid", NOT_OURS)
                .<ObjectNode>set(
                        "additionaleventdata",
                        JSON.createObjectNode()
                                .put("sourceKeyMaterialId", UNKNOWN_MATERIAL)
                                .put("destinationKeyMaterialId", first.keyMaterialId()))
                .toString());
        return trail;
    }

    private static ObjectNode changed(RecordedRequest request, String event, String field, String value) {
        return record(request).put("eventname", event).put(field, value);
    }

    /** Names of fields as Hive's SerDes have them: in lower case, but within what the table takes as a text. */
    private static ObjectNode record(RecordedRequest request) {
        ObjectNode record = JSON.createObjectNode()
                .put("eventversion", "1.11")
                .put("eventtime", "2026-11-26T20:45:00Z")
                .put("eventsource", "kms.amazonaws.com")
                .put("eventname", request.operation().wireName())
                .put("sourceipaddress", "192.0.2.0")
                .put("requestid", request.requestId());
        record.putObject("useridentity")
                .put("type", "IAMUser")
                .put("arn", "arn:aws:iam::111122223333:user/" + request.accessKeyId())
                .put("accountid", "111122223333");
        record.putObject("requestparameters")
                .put("encryptionAlgorithm", "SYMMETRIC_DEFAULT")
                .set("encryptionContext", JSON.valueToTree(request.encryptionContext()));
        record.putObject("additionaleventdata").put("keyMaterialId", request.keyMaterialId());
        ArrayNode resources = record.putArray("resources");
        resources.addObject().put("arn", request.keyArn()).put("accountid", "111122223333");
        return record;
    }

    private static List<String> lowerCase(List<String> events) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String event : events) {
            ObjectNode lower = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> field : JSON.readTree(event).properties()) {
                lower.set(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
            }
            lines.add(lower.toString());
        }
        return lines;
    }

    private static Path lines(Path directory, String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name + ".json"), lines);
    }

    private static void load(Statement statement, String ddl, Path file, String partition) throws SQLException {
        Matcher table = COLUMNS.matcher(ddl);
        assertThat(table.find()).as(ddl).isTrue();
        StringBuilder columns = new StringBuilder();
        for (String column : table.group(2).strip().split(",\n")) {
            String[] nameAndType = column.strip().replace("`", "").split(" ", 2);
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append('"' + nameAndType[0] + "\": '" + duckdbType(nameAndType[1]) + "'");
        }
        statement.execute("CREATE TABLE " + table.group(1) + " AS SELECT *" + partition + " FROM read_json('" + file
                + "', format = 'newline_delimited', columns = {" + columns + "})");
    }

    private static String duckdbType(String hive) {
        if (hive.startsWith("ARRAY<")) {
            return duckdbType(hive.substring("ARRAY<".length(), hive.length() - 1)) + "[]";
        }
        return hive.replace("STRUCT<", "STRUCT(")
                .replace(">", ")")
                .replace(":", "")
                .replace("STRING", "VARCHAR");
    }

    private static List<Map<String, String>> rows(ResultSet results) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        while (results.next()) {
            Map<String, String> row = new TreeMap<>();
            for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                row.put(results.getMetaData().getColumnLabel(column), results.getString(column));
            }
            rows.add(row);
        }
        return rows;
    }
}
