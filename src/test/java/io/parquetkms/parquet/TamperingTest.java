package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every byte of a file changed, one at a time: an error or the same rows, never other rows, never without end. With
 * AES_GCM_V1, an encrypted footer and every column encrypted; read through a filter, so that the page indexes are read too.
 * (Plaintext columns, and pages under AES_GCM_CTR_V1, are not authenticated.)
 *
 * <p>With V1 pages that holds for every column, with V2 pages for those without levels: parquet-java's
 * {@code ColumnChunkPageWriteStore.writePageV2} encrypts the values alone. So such pages are refused for other columns, and one
 * test shows why.
 *
 * <p>The one thing left is parquet-java's own: {@code AesGcmDecryptor.decrypt(InputStream, byte[])} allocates what the four
 * bytes before a module say, up to 2 GiB, before anything is authenticated. A changed length can be an OutOfMemoryError.
 */
final class TamperingTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 3;

    private static final int ALL_BITS = 0xff;

    /** Turns a small length into a huge one. */
    private static final int HIGH_BIT = 0x40;

    /** Turns a run of levels into another. */
    private static final int LOW_BITS = 0x03;

    private static final MessageType FLAT =
            MessageTypeParser.parseMessageType("message t { required int64 id; required binary phone (STRING); }");

    private static final MessageType NULLABLE =
            MessageTypeParser.parseMessageType("message t { required int64 id; optional binary phone (STRING); }");

    private final TestKms kms = TestKms.start();

    @TempDir
    private Path directory = Path.of("");

    private Configuration configuration = new Configuration(false);
    private byte[] original = {};
    private List<String> rows = List.of();

    @BeforeEach
    void configure() {
        Aws.signIn();
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.footer", kms.createKey());
        configuration.set("parquet.kms.key.pii", kms.createKey());
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.encryption.column.keys", "pii:phone");
        configuration.set("parquet.encryption.complete.columns", "true");
        configuration.set("parquet.kms.encrypted.paths", "*");
    }

    /** Every other phone is missing, where one may be. */
    private void write(MessageType schema, WriterVersion version) throws IOException {
        Path file = directory.resolve("original.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(configuration)
                .withType(schema)
                .withWriterVersion(version)
                .build()) {
            for (int i = 0; i < ROWS; i++) {
                Group row = new SimpleGroup(schema).append("id", (long) i);
                writer.write(schema.equals(NULLABLE) && i % 2 == 0 ? row : row.append("phone", Table.phone(i)));
            }
        }
        original = Files.readAllBytes(file);
        rows = read(file);
        assertThat(rows).hasSize(ROWS);
    }

    @AfterEach
    void stop() {
        Aws.signOut();
        kms.close();
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyByteChanged_errorOrTheSameRows() throws IOException {
        changeEveryByte(FLAT, WriterVersion.PARQUET_1_0, ALL_BITS);
    }

    static Stream<Arguments> pagesAndBits() {
        return Stream.of(
                Arguments.of(NULLABLE, WriterVersion.PARQUET_1_0, HIGH_BIT),
                Arguments.of(FLAT, WriterVersion.PARQUET_2_0, ALL_BITS));
    }

    @ParameterizedTest
    @MethodSource("pagesAndBits")
    @Tag("full")
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyByteOfOtherPagesChanged_errorOrTheSameRows(MessageType schema, WriterVersion version, int bits)
            throws IOException {
        changeEveryByte(schema, version, bits);
    }

    private void changeEveryByte(MessageType schema, WriterVersion version, int bits) throws IOException {
        write(schema, version);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < original.length; i++) {
            outcomes.merge(outcome(changedAt(i, bits), i), 1, Integer::sum);
        }

        assertThat(outcomes.keySet()).as("%s", outcomes).noneMatch(outcome -> outcome.startsWith("other rows"));
        assertThat(outcomes.getOrDefault("the same rows", 0))
                .as("bytes that nothing reads, %s", outcomes)
                .isLessThan(original.length / 10);
    }

    /** A builder's {@code withWriterVersion} is not in the configuration, so the factory can't refuse it. */
    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void v2PagesOfANullableColumn_changedLevelsAreOtherRows() throws IOException {
        write(NULLABLE, WriterVersion.PARQUET_2_0);

        boolean otherRows = false;
        for (int i = 0; i < original.length && !otherRows; i++) {
            otherRows = outcome(changedAt(i, LOW_BITS), i).startsWith("other rows");
        }

        assertThat(otherRows).isTrue();
        configuration.set("parquet.writer.version", "v2");
        assertThatThrownBy(() -> write(NULLABLE, WriterVersion.PARQUET_2_0))
                .hasMessageContaining("V2 pages of phone. Set it to v1");
    }

    private byte[] changedAt(int position, int bits) {
        byte[] changed = original.clone();
        changed[position] ^= (byte) bits;
        return changed;
    }

    @Test
    void truncatedAnywhere_error() throws IOException {
        write(FLAT, WriterVersion.PARQUET_1_0);
        for (int length = 0; length < original.length; length += 11) {
            assertThat(outcome(Arrays.copyOf(original, length), length)).doesNotContain("rows");
        }
    }

    private String outcome(byte[] content, int position) throws IOException {
        Path file = directory.resolve("changed-" + position + ".parquet");
        Files.write(file, content);
        try {
            return read(file).equals(rows) ? "the same rows" : "other rows at " + position;
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        } catch (OutOfMemoryError e) {
            assertThat(isTopByteOfModuleLength(position))
                    .as("at %s: %s", position, e)
                    .isTrue();
            return "OutOfMemoryError";
        } finally {
            Files.delete(file);
        }
    }

    /** A module is its length in four bytes, least first, and then that: at least a nonce and a tag. */
    private boolean isTopByteOfModuleLength(int position) {
        int start = position - 3;
        int length = ByteBuffer.wrap(original, start, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return length >= 28 && start + 4 + length <= original.length;
    }

    private List<String> read(Path file) {
        List<String> read = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(configuration)
                .withFilter(FilterCompat.get(FilterApi.gtEq(FilterApi.longColumn("id"), 0L)))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                read.add(row.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }
}
