package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.example.GroupWriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules and tags with real Parquet files and the tests' KMS: what can be seen in the bytes. */
final class RuledFilesTest {

    private static final int ROWS = 20;

    /** What stands in a file, unless it is encrypted, by a short name for its column. */
    private static final Map<String, String> TEXTS = new LinkedHashMap<>(Map.of(
            "name", "Customer#1",
            "phone", "25-989-741-",
            "street", "10 Main St",
            "city", "Oslo-1",
            "tags", "tag number 1",
            "notes", "note number 17"));

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final String pii = kms.createKey();
    private final String hr = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration reader = new Configuration(false);
    private Configuration writer = new Configuration(false);
    private Path file = new Path("unset");

    @BeforeEach
    void configure() {
        Aws.signIn();
        reader = Aws.configuration(kms.endpoint());
        reader.set("parquet.kms.key.footer", kms.createKey());
        reader.set("parquet.kms.key.pii", pii);
        reader.set("parquet.kms.key.hr", hr);
        writer = new Configuration(reader);
        writer.set("parquet.encryption.footer.key", "footer");
        writer.setBoolean("parquet.enable.dictionary", false);
        file = new Path(directory.resolve("customer.parquet").toUri());
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    private void write(Map<String, String> metadata) throws IOException {
        try (ParquetWriter<Group> rows =
                new Builder(file, new TaggedRows(metadata)).withConf(writer).build()) {
            for (int i = 0; i < ROWS; i++) {
                rows.write(Table.row(i));
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Group, Builder> {

        private final WriteSupport<Group> rows;

        Builder(Path file, WriteSupport<Group> rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Group> getWriteSupport(Configuration configuration) {
            return rows;
        }
    }

    /** As Spark and Avro do: the writer's own metadata. What a builder adds, newer Parquet shows no crypto factory. */
    private static final class TaggedRows extends WriteSupport<Group> {

        private final GroupWriteSupport rows = new GroupWriteSupport();
        private final Map<String, String> metadata;

        TaggedRows(Map<String, String> metadata) {
            this.metadata = metadata;
        }

        @Override
        public WriteContext init(Configuration configuration) {
            GroupWriteSupport.setSchema(Table.SCHEMA, configuration);
            return new WriteContext(rows.init(configuration).getSchema(), metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            rows.prepareForWrite(consumer);
        }

        @Override
        public void write(Group row) {
            rows.write(row);
        }
    }

    /** Exactly these columns can't be read in the bytes; all can be read with the keys. */
    private void assertHidden(String columns) throws IOException {
        String bytes = Files.readString(java.nio.file.Path.of(file.toUri()), StandardCharsets.ISO_8859_1);
        List<String> hidden = List.of(columns.split(" "));
        assertThat(TEXTS.keySet()).containsAll(hidden);
        assertThat(bytes).startsWith("PARE");
        assertThat(TEXTS).allSatisfy((column, text) -> {
            if (hidden.contains(column)) {
                assertThat(bytes).as(column).doesNotContain(text);
            } else {
                assertThat(bytes).as(column).contains(text);
            }
        });
        assertThat(Table.read(reader, file)).isEqualTo(Table.rows(ROWS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pii: phone                                | phone",
                "pii: *.street, Phone                      | street phone",
                "pii: address.**; !pii: address.city       | street",
                "pii: address                              | street city",
                "pii: tags, notes.value                    | tags notes",
                "pii: tags.element, notes.key_value.value  | tags notes",
                "pii: **; !pii: name, address.city         | phone street tags notes",
                "pii: n*; hr: notes                        | name notes",
            })
    void rules_hideTheirColumns(String rules, String hidden) throws IOException {
        writer.set("parquet.kms.columns", rules);
        write(Map.of());

        assertHidden(hidden);
    }

    @Test
    void rules_putColumnsUnderTheirKeys() throws IOException {
        writer.set("parquet.kms.columns", "pii: address.**, phone; hr: balance, address.city; !pii: address.city");
        write(Map.of());
        runtime.wipe();
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, pii);

        assertThat(Table.read(reader, file, Table.only("name", "balance"))).hasSize(ROWS);
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("phone"))).hasStackTraceContaining(pii);
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("address")))
                .hasStackTraceContaining(pii);
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, hr);
        runtime.wipe();
        assertThatThrownBy(() -> Table.read(reader, file, Table.only("balance")))
                .hasStackTraceContaining(hr);
    }

    @Test
    void rules_withTheFootersKeyForTheRest_hideAll() throws IOException {
        writer.set("parquet.kms.columns", "pii: phone");
        writer.set("parquet.kms.columns.unmatched", "footer");
        write(Map.of());

        assertHidden(String.join(" ", TEXTS.keySet()));
    }

    @Test
    void ruleThatFitsNothing_leavesNoFile() {
        writer.set("parquet.kms.columns", "pii: phone, salary");

        assertThatThrownBy(() -> write(Map.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("Rule 'salary'", file.toString(), "(This file was not written.)");
        assertThat(directory).isEmptyDirectory();
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void partitionUnderARule_leavesNoFile() {
        writer.set("parquet.kms.columns", "pii: phone, country");
        file = new Path(new Path(directory.toUri()), "country=NO/part-0.parquet");

        assertThatThrownBy(() -> write(Map.of()))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("Partition column 'country'");
        assertThat(directory).isEmptyDirectory();
    }

    // Tags

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parquet.kms.encrypt.phone | pii | phone",
                "parquet.kms.encrypt.address.street | true | street",
                "org.apache.spark.sql.parquet.row.metadata | {\"type\":\"struct\",\"fields\":["
                        + "{\"name\":\"phone\",\"type\":\"string\",\"nullable\":false,\"metadata\":{\"encrypt\":\"pii\"}},"
                        + "{\"name\":\"address\",\"type\":{\"type\":\"struct\",\"fields\":["
                        + "{\"name\":\"city\",\"type\":\"string\",\"nullable\":true,\"metadata\":{\"encrypt\":true}}]},"
                        + "\"nullable\":true,\"metadata\":{}}]} | phone city",
                "parquet.avro.schema | {\"type\":\"record\",\"name\":\"customer\",\"fields\":["
                        + "{\"name\":\"phone\",\"type\":\"string\",\"encrypt\":\"pii\"},"
                        + "{\"name\":\"tags\",\"type\":[\"null\",{\"type\":\"array\",\"items\":\"string\"}],\"encrypt\":\"hr\"}]}"
                        + " | phone tags",
            })
    void tags_hideTheirColumns(String name, String value, String hidden) throws IOException {
        write(Map.of(name, value));

        assertHidden(hidden);
    }

    @Test
    void tagsAndRules_holdTogether_andNeverChangeEachOther() throws IOException {
        writer.set("parquet.kms.columns", "pii: phone");
        write(Map.of("parquet.kms.encrypt.name", "hr", "parquet.kms.encrypt.phone", "true"));
        assertHidden("phone name");

        Files.delete(java.nio.file.Path.of(file.toUri()));
        assertThatThrownBy(() -> write(Map.of("parquet.kms.encrypt.phone", "hr")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll(
                        "'phone'", "key 'pii' by rule 'phone' of parquet.kms.columns", "'parquet.kms.encrypt.phone'");
    }

    @Test
    void tags_withoutAnyKey_areRefused() throws IOException {
        writer.unset("parquet.encryption.footer.key");

        assertThatThrownBy(() -> write(Map.of("parquet.kms.encrypt.phone", "pii")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("columns of its schema are tagged", "Set parquet.encryption.footer.key");
        assertThat(directory).isEmptyDirectory();
        write(Map.of("parquet.avro.schema", "{\"type\":\"record\",\"name\":\"encrypt\",\"fields\":[]}"));
        assertThat(directory.resolve("customer.parquet"))
                .content(StandardCharsets.ISO_8859_1)
                .startsWith("PAR1");
    }
}
