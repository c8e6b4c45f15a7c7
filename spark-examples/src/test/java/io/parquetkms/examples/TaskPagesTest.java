package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of {@code docs/tasks}, done as they stand by {@link TaskPageRun}; what they leave behind is looked for in the files' bytes. */
@Tag("full")
final class TaskPagesTest {

    private static final String SSN = "078-05-1120";
    private static final String EMAIL = "hilda@example.org";

    private final TestKms kms = TestKms.start();
    private Path root;

    @AfterEach
    void stop() {
        kms.close();
    }

    /** @param before what stands before the page begins, as a page */
    private void run(String page, String before) throws Exception {
        SparkSubmit submit = SparkSubmit.in("task-" + page).withJar(System.getProperty("tests.jar"));
        root = OutputDirectory.empty(submit.directory().resolve("files")).root();
        Path start = Files.writeString(submit.directory().resolve("before.md"), before);
        Path bin = submit.directory().resolve("bin");
        try (AwsStandIn aws = new AwsStandIn(kms)) {
            aws.installIn(bin);
            SparkSubmit.Result result = submit.withEnvironment(Map.of(
                            "PATH", bin + ":" + System.getenv("PATH"),
                            "AWS_ENDPOINT_URL_KMS", kms.endpoint().toString(),
                            "AWS_REGION", TestKms.REGION,
                            "AWS_ACCESS_KEY_ID", TestKms.ACCESS_KEY_ID,
                            "AWS_SECRET_ACCESS_KEY", TestKms.SECRET_ACCESS_KEY))
                    .run(
                            TaskPageRun.class,
                            List.of(
                                    root.toString(),
                                    start.toString(),
                                    page(page).toString()));
            assertThat(result.status()).as(result.toString()).isZero();
        }
    }

    private static Path page(String name) {
        return Path.of("..", "docs", "tasks", name + ".md").toAbsolutePath().normalize();
    }

    private boolean inClear(String place, String value) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(place))) {
            List<Path> files =
                    all.filter(path -> path.toString().endsWith(".parquet")).toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Keys, and a policy that has them. */
    private static String keys(String policy) {
        return """
                ```sh
                for name in footer pii; do
                  key=$(aws kms create-key --query KeyMetadata.Arn --output text)
                  aws kms create-alias --alias-name alias/$name --target-key-id $key
                done
                ```
                ```json
                { "version": 1, "keys": { "footer": "alias/footer", "pii": "alias/pii" }, "places": [%s] }
                ```
                ```properties
                spark.plugins                    io.parquetkms.spark.ParquetKmsPlugin
                spark.hadoop.parquet.kms.policy  s3a://conf/lake.json
                ```
                """.formatted(policy);
    }

    @Test
    void encryptExisting() throws Exception {
        run("encrypt-existing", """
                ```sql
                CREATE TABLE customer (id BIGINT, ssn STRING, amount INT, country STRING) USING parquet
                PARTITIONED BY (country) LOCATION 's3a://lake/customer';
                INSERT INTO customer VALUES (1, '078-05-1120', 10, 'de'), (2, null, 20, 'de'), (3, 'x', 30, 'fr'), (3, 'x', 30, 'fr');
                ```
                """);
        assertThat(inClear("lake/v2/customer", SSN)).isFalse();
        assertThat(root.resolve("lake/customer")).doesNotExist();
    }

    @Test
    void replaceAKey() throws Exception {
        run("replace-a-key", keys("""
                { "path": "s3://lake/**/customer", "footerKey": "footer", "columns": { "pii": ["ssn"] } }""") + """
                ```sql
                CREATE TABLE customer (id BIGINT, ssn STRING) USING parquet LOCATION 's3a://lake/v1/customer';
                INSERT INTO customer VALUES (1, '078-05-1120');
                ```
                """);
        assertThat(inClear("lake/v2/customer", SSN)).isFalse();
    }

    @Test
    void newSensitiveColumn() throws Exception {
        run("new-sensitive-column", keys("""
                { "path": "s3://lake/customer", "footerKey": "footer", "columns": { "pii": ["ssn"] }, "unmatched": "plaintext" }""") + """
                ```sql
                CREATE TABLE customer (id BIGINT, ssn STRING, email STRING) USING parquet LOCATION 's3a://lake/customer';
                INSERT INTO customer SELECT /*+ COALESCE(1) */ * FROM VALUES (1, '078-05-1120', 'hilda@example.org'), (2, 'x', 'y');
                ```
                """);
        assertThat(inClear("lake/customer", SSN)).isFalse();
        assertThat(inClear("lake/customer", EMAIL))
                .as("as the page says of old files")
                .isTrue();
        assertThat(inClear("lake/v2/customer", SSN)).isFalse();
        assertThat(inClear("lake/v2/customer", EMAIL)).isFalse();
    }

    @Test
    void shredATenant() throws Exception {
        run("shred-a-tenant", "");
        assertThat(inClear("lake/orders", "anvil")).isFalse();
        assertThat(inClear("lake/orders", "doughnut")).isFalse();
    }

    @Test
    void uninstall() throws Exception {
        run("uninstall", keys("""
                { "path": "s3://lake/customer", "footerKey": "footer", "columns": { "pii": ["ssn"] } }""") + """
                ```sql
                CREATE TABLE customer (id BIGINT, ssn STRING) USING parquet LOCATION 's3a://lake/customer';
                INSERT INTO customer VALUES (1, '078-05-1120');
                ```
                """);
        assertThat(inClear("lake/customer", SSN)).isFalse();
        assertThat(inClear("lake/plain/customer", SSN)).isTrue();
    }

    /** Of the requests that the library made, in their order: those between the two failures of home are away from it. */
    @Test
    void failoverDrill() throws Exception {
        run("failover-drill", "");
        List<String> regions = kms.log().stream()
                .filter(request -> Operation.cryptographic().contains(request.operation()))
                .map(request -> request.region() + (request.succeeded() ? "" : " " + request.outcome()))
                .distinct()
                .toList();
        assertThat(regions).containsExactly("us-east-1", "us-east-1 DisabledException", "us-west-2");
        assertThat(inClear("lake/customer", "written")).isFalse();
    }
}
