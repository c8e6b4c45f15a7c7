package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java: it works, and it is what stands here. */
final class ReadmeExampleTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final TestKms server = TestKms.start();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    @AfterEach
    void stop() {
        Aws.signOut();
        server.close();
    }

    @Test
    void readmeExample_writesAndReads() throws IOException {
        Aws.signIn();
        Path path = new Path(directory.resolve("customer.parquet").toUri());
        MessageType schema = Table.SCHEMA;
        String written = Table.row(7).toString();
        Group row = Table.row(7);
        String footerKey = server.createKey();
        String piiKey = server.createKey();

        // README, but for the endpoint:
        try (ParquetKms kms = ParquetKms.builder()
                .endpoint(server.endpoint().toString())
                .key("footer", footerKey) // the keys' ARNs
                .key("pii", piiKey)
                .footerKey("footer")
                .columns("pii", "name", "phone", "address.**")
                .build()) {
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(path)
                    .withType(schema)
                    .withEncryption(kms.encryption(schema, path))
                    .build()) {
                writer.write(row);
            }
            try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path)
                    .withDecryption(kms.decryption(path))
                    .build()) {
                row = reader.read();
            }
        }
        assertThat(row).hasToString(written);
        assertThat(server.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(2);
        assertThat(server.calls(Operation.DECRYPT)).isEqualTo(2);
    }

    @Test
    void readme_showsThisExample() throws IOException {
        Matcher example = JAVA.matcher(Files.readString(java.nio.file.Path.of("README.md")));
        assertThat(example.find()).isTrue();
        List<String> here = Files.readAllLines(
                        java.nio.file.Path.of("src/test/java/io/parquetkms/parquet/ReadmeExampleTest.java"))
                .stream()
                .map(String::trim)
                .toList();

        assertThat(example.group(1).lines().map(String::trim).filter(line -> !line.isEmpty()))
                .hasSizeGreaterThan(5)
                .isSubsetOf(here);
    }
}
