package io.parquetkms.plainjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import com.jerolba.carpet.CarpetParquetReader;
import com.jerolba.carpet.CarpetParquetWriter;
import io.parquetkms.parquet.ParquetKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.proto.ProtoParquetReader;
import org.apache.parquet.proto.ProtoParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of docs/java.md, cell by cell, on the newest Parquet and on the oldest. */
final class WritersTest {

    private static final String VALUE = "a value that nobody else may see";

    /** Works: the value is not in the file's bytes, and comes back. */
    private static final String YES = "yes";

    private static final String NO_CLASS = "not there";

    /** {@code | writer | yes | yes | yes | not there |}. */
    private static final Pattern ROW = Pattern.compile(
            "\\| (`[A-Z]\\w+Parquet\\w+`[^|]*|`Parquet\\w+`[^|]*) \\| ([^|]+ \\| [^|]+) \\| ([^|]+ \\| [^|]+) \\|");

    private static final String PARQUET = System.getProperty("parquet.version");
    private static final String OLDEST = "1.13.1";

    private static final Schema AVRO = new Schema.Parser()
            .parse("{'type': 'record', 'name': 'row', 'fields': [{'name': 'value', 'type': 'string'}]}"
                    .replace('\'', '"'));

    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message row { required binary value (STRING); }");

    record Row(String value) {}

    private interface Writing {
        ParquetWriter.Builder<?, ?> to(Path file, Configuration with) throws IOException;
    }

    private interface Reading {
        ParquetReader.Builder<?> of(Path file, Configuration with) throws IOException;
    }

    @TempDir
    private Path directory;

    private final Configuration hadoop = new Configuration();
    private ParquetKms kms;
    private int files;

    @BeforeEach
    void makeKeys() throws IOException {
        String keystore = LocalKeystore.open(directory.resolve("keys.jceks"), "footer", "pii")
                .uri();
        kms = ParquetKms.builder()
                .keystore(keystore)
                .footerKey("footer")
                .columns("pii", "value")
                .build();
        hadoop.set("parquet.kms.provider", "keystore");
        hadoop.set("hadoop.security.key.provider.path", keystore);
        hadoop.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        hadoop.set("parquet.encryption.footer.key", "footer");
        hadoop.set("parquet.kms.columns", "pii: value");
    }

    @AfterEach
    void close() {
        kms.close();
    }

    /** What the oldest Parquet doesn't have: apart, since JUnit looks at every method of its test. */
    private static final class Since114 {

        static <T extends ParquetWriter.Builder<?, ?>> T plain(T builder, Configuration hadoop) {
            builder.withConf(plain(hadoop));
            return builder;
        }

        static ParquetReader.Builder<?> reader(Path file, Configuration hadoop) {
            return AvroParquetReader.builder(new LocalInputFile(file), plain(hadoop));
        }

        static PlainParquetConfiguration plain(Configuration hadoop) {
            PlainParquetConfiguration plain = new PlainParquetConfiguration();
            hadoop.getPropsWithPrefix("parquet.").forEach((name, value) -> plain.set("parquet." + name, value));
            String keystore = "hadoop.security.key.provider.path";
            plain.set(keystore, hadoop.get(keystore, ""));
            return plain;
        }
    }

    private static org.apache.hadoop.fs.Path path(Path file) {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }

    // ---- who writes

    private record Writer(
            String name,
            MessageType schema,
            Object row,
            Function<org.apache.hadoop.fs.Path, ParquetWriter.Builder<?, ?>> byPath,
            Function<OutputFile, ParquetWriter.Builder<?, ?>> byFile) {}

    @SuppressWarnings("deprecation") // of Avro's: as long as it is there
    private static List<Writer> writers() {
        return List.of(
                new Writer(
                        "`ExampleParquetWriter`",
                        SCHEMA,
                        new SimpleGroup(SCHEMA).append("value", VALUE),
                        path -> ExampleParquetWriter.builder(path).withType(SCHEMA),
                        file -> ExampleParquetWriter.builder(file).withType(SCHEMA)),
                new Writer(
                        "`AvroParquetWriter`",
                        new AvroSchemaConverter().convert(AVRO),
                        new GenericRecordBuilder(AVRO).set("value", VALUE).build(),
                        path -> AvroParquetWriter.<GenericRecord>builder(path).withSchema(AVRO),
                        file -> AvroParquetWriter.<GenericRecord>builder(file).withSchema(AVRO)),
                new Writer(
                        "`ProtoParquetWriter`",
                        SCHEMA,
                        StringValue.of(VALUE),
                        path -> ProtoParquetWriter.<StringValue>builder(path).withMessage(StringValue.class),
                        file -> ProtoParquetWriter.<StringValue>builder(file).withMessage(StringValue.class)));
    }

    private Map<String, String> written() {
        Map<String, String> cells = new TreeMap<>();
        for (Writer writer : writers()) {
            String name = writer.name();
            put(
                    cells,
                    name + ", `Path`",
                    by -> outcome(
                            writer,
                            by,
                            (file, with) -> writer.byPath().apply(path(file)).withConf(with)));
            put(
                    cells,
                    name + ", `HadoopOutputFile`",
                    by -> outcome(
                            writer,
                            by,
                            (file, with) -> writer.byFile()
                                    .apply(HadoopOutputFile.fromPath(path(file), with))
                                    .withConf(with)));
            put(
                    cells,
                    name + ", `LocalOutputFile`",
                    by -> outcome(
                            writer,
                            by,
                            (file, with) -> writer.byFile()
                                    .apply(new LocalOutputFile(file))
                                    .withConf(with)));
            put(
                    cells,
                    name + ", `LocalOutputFile`, `PlainParquetConfiguration`",
                    by -> outcome(
                            writer,
                            by,
                            (file, with) -> Since114.plain(writer.byFile().apply(new LocalOutputFile(file)), with)));
        }
        Writer carpet = new Writer("`CarpetParquetWriter`", SCHEMA, new Row(VALUE), path -> null, file -> null);
        put(
                cells,
                carpet.name() + ", `LocalOutputFile`",
                by -> outcome(
                        carpet,
                        by,
                        (file, with) -> CarpetParquetWriter.builder(new LocalOutputFile(file), Row.class)
                                .withConf(with)));
        return cells;
    }

    private static void put(Map<String, String> cells, String name, Function<By, String> outcome) {
        cells.put(name, outcome.apply(By.PROPERTIES) + " | " + outcome.apply(By.CONFIGURATION));
    }

    private enum By {
        PROPERTIES,
        CONFIGURATION
    }

    private String outcome(Writer writer, By by, Writing writing) {
        Path file = directory.resolve(files++ + ".parquet");
        try {
            ParquetWriter.Builder<?, ?> builder =
                    writing.to(file, by == By.CONFIGURATION ? hadoop : new Configuration());
            if (by == By.PROPERTIES) {
                builder.withEncryption(kms.encryption(writer.schema(), file));
            }
            write(builder, writer.row());
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(VALUE) ? "**plaintext**" : rows(file);
        } catch (NoClassDefFoundError | NoSuchMethodError e) {
            return ofParquet(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encrypted is what can be read with the keys, and not without. */
    private String rows(Path file) throws IOException {
        HadoopReadOptions.Builder options = HadoopReadOptions.builder(new Configuration());
        assertThatThrownBy(() -> ParquetFileReader.open(
                                HadoopInputFile.fromPath(path(file), new Configuration()), options.build())
                        .close())
                .isInstanceOf(ParquetCryptoRuntimeException.class);
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), path(file))
                .withDecryption(kms.decryption(file))
                .build()) {
            assertThat(reader.read().getString("value", 0)).isEqualTo(VALUE);
        }
        return YES;
    }

    private static String ofParquet(LinkageError e) {
        assertThat(PARQUET).as(e.toString()).isEqualTo(OLDEST);
        assertThat(e).hasMessageContaining("org/apache/parquet/");
        return NO_CLASS;
    }

    @SuppressWarnings("unchecked")
    private static <T> void write(ParquetWriter.Builder<T, ?> builder, Object row) throws IOException {
        try (ParquetWriter<T> writer = builder.withDictionaryEncoding(false).build()) {
            writer.write((T) row);
        }
    }

    // ---- who reads

    private Map<String, String> read() throws IOException {
        Map<String, String> cells = new TreeMap<>();
        putRead(
                cells,
                "`ParquetReader`, `Path`",
                (file, with) -> ParquetReader.builder(new GroupReadSupport(), path(file))
                        .withConf(with));
        putRead(
                cells,
                "`AvroParquetReader`, `HadoopInputFile`",
                (file, with) -> AvroParquetReader.builder(HadoopInputFile.fromPath(path(file), with))
                        .withConf(with));
        putRead(
                cells,
                "`AvroParquetReader`, `LocalInputFile`",
                (file, with) ->
                        AvroParquetReader.builder(new LocalInputFile(file)).withConf(with));
        putRead(
                cells,
                "`AvroParquetReader`, `LocalInputFile`, `PlainParquetConfiguration`",
                (file, with) -> Since114.reader(file, with));
        putRead(
                cells,
                "`ProtoParquetReader`, `Path`",
                (file, with) -> ProtoParquetReader.builder(path(file)).withConf(with));
        putRead(
                cells,
                "`CarpetParquetReader`, `LocalInputFile`",
                (file, with) -> CarpetParquetReader.builder(new LocalInputFile(file), Row.class)
                        .withConf(with));
        return cells;
    }

    private void putRead(Map<String, String> cells, String name, Reading reading) throws IOException {
        Path file = directory.resolve(files++ + ".parquet");
        Writer writer = writers().stream()
                .filter(one -> one.name().startsWith(name.substring(0, 5)))
                .findFirst()
                .orElse(writers().get(0));
        write(writer.byPath().apply(path(file)).withEncryption(kms.encryption(writer.schema(), file)), writer.row());
        put(cells, name, by -> outcome(file, by, reading));
    }

    private String outcome(Path file, By by, Reading reading) {
        try {
            ParquetReader.Builder<?> builder = reading.of(file, by == By.CONFIGURATION ? hadoop : new Configuration());
            if (by == By.PROPERTIES) {
                builder.withDecryption(kms.decryption(file));
            }
            try (ParquetReader<?> reader = builder.build()) {
                assertThat(reader.read().toString()).contains(VALUE);
                return YES;
            }
        } catch (ParquetCryptoRuntimeException e) {
            assertThat(e).hasMessageContaining("No keys available");
            return "no";
        } catch (NoClassDefFoundError | NoSuchMethodError e) {
            return ofParquet(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- the page

    @Test
    void page_saysWhatWorks() throws IOException {
        Map<String, String> cells = new TreeMap<>(written());
        cells.putAll(read());
        assertThat(onPage()).isEqualTo(cells);
    }

    /** Rows of both tables: a name, then what works with the newest Parquet, and with the oldest. */
    private static Map<String, String> onPage() throws IOException {
        Map<String, String> cells = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../../docs/java.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                cells.put(row.group(1), PARQUET.equals(OLDEST) ? row.group(3) : row.group(2));
            }
        }
        return cells;
    }

    /** The oldest has a way of its own for this writer. */
    @Test
    void tagsOfTheBuilder_reachTheOldestFactoryOnly_andProperties() throws IOException {
        hadoop.unset("parquet.kms.columns");
        Map<String, String> tags = Map.of("parquet.kms.encrypt.value", "pii");
        if (PARQUET.equals(OLDEST)) {
            assertThat(encryptedColumns(tags, builder -> builder.withConf(hadoop)))
                    .containsExactly("[value]");
        } else {
            assertThatThrownBy(() -> encryptedColumns(tags, builder -> builder.withConf(hadoop)))
                    .hasMessageContaining("no column would be encrypted");
        }
        try (ParquetKms tagged =
                ParquetKms.builder().configuration(hadoop).footerKey("footer").build()) {
            assertThat(encryptedColumns(
                            tags,
                            builder -> builder.withEncryption(
                                    tagged.encryption(SCHEMA, directory.resolve("tagged.parquet"), tags))))
                    .containsExactly("[value]");
        }
    }

    /** By a look at the footer. */
    private List<String> encryptedColumns(
            Map<String, String> tags, UnaryOperator<ExampleParquetWriter.Builder> encryption) throws IOException {
        Path file = directory.resolve(files++ + ".parquet");
        write(
                encryption.apply(ExampleParquetWriter.builder(path(file))
                        .withType(SCHEMA)
                        .withExtraMetaData(tags)),
                writers().get(0).row());
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(path(file), hadoop),
                HadoopReadOptions.builder(hadoop)
                        .withDecryption(kms.decryption(file))
                        .build())) {
            return reader.getFooter().getBlocks().get(0).getColumns().stream()
                    .filter(ColumnChunkMetaData::isEncrypted)
                    .map(chunk -> chunk.getPath().toString())
                    .toList();
        }
    }

    /** Both at once: the builder's properties count. */
    @Test
    void properties_countMoreThanTheConfiguration() throws IOException {
        Path file = directory.resolve("both.parquet");
        hadoop.set("parquet.encryption.footer.key", "no such key");
        write(
                ExampleParquetWriter.builder(path(file))
                        .withType(SCHEMA)
                        .withConf(hadoop)
                        .withEncryption(kms.encryption(SCHEMA, file)),
                writers().get(0).row());
        assertThat(rows(file)).isEqualTo(YES);
    }

    /** Nobody tells who makes the properties: V2 pages are written without a word. */
    @Test
    void writerVersionOfTheBuilder_isNotSeen() throws IOException {
        Path file = directory.resolve("v2.parquet");
        write(
                ExampleParquetWriter.builder(path(file))
                        .withType(SCHEMA)
                        .withWriterVersion(WriterVersion.PARQUET_2_0)
                        .withEncryption(kms.encryption(SCHEMA, file)),
                writers().get(0).row());
        assertThat(rows(file)).isEqualTo(YES);
    }
}
