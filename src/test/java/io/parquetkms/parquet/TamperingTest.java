package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.hadoop.conf.Configuration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every byte of a file changed, one at a time: an error or the same rows, never other rows, never without end. With
 * AES_GCM_V1, an encrypted footer and every column encrypted; read through a filter, so that the page indexes are read too.
 * (Plaintext columns, and pages under AES_GCM_CTR_V1, are not authenticated.)
 *
 * <p>The one thing left is parquet-java's own: {@code AesGcmDecryptor.decrypt(InputStream, byte[])} allocates what the four
 * bytes before a module say, up to 2 GiB, before anything is authenticated. A changed length can be an OutOfMemoryError.
 */
final class TamperingTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 3;

    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message t { required int64 id; required binary phone (STRING); }");

    private final TestKms kms = TestKms.start();

    @TempDir
    private Path directory = Path.of("");

    private Configuration configuration = new Configuration(false);
    private byte[] original = {};
    private List<String> rows = List.of();

    @BeforeEach
    void write() throws IOException {
        Aws.signIn();
        configuration = Aws.configuration(kms.endpoint());
        configuration.set("parquet.kms.key.footer", kms.createKey());
        configuration.set("parquet.kms.key.pii", kms.createKey());
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.encryption.column.keys", "pii:phone");
        configuration.set("parquet.encryption.complete.columns", "true");
        configuration.set("parquet.kms.encrypted.paths", "*");
        Path file = directory.resolve("original.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(configuration)
                .withType(SCHEMA)
                .build()) {
            for (int i = 0; i < ROWS; i++) {
                writer.write(new SimpleGroup(SCHEMA).append("id", (long) i).append("phone", Table.phone(i)));
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

    /** All bits of the byte; then one that turns a small length into a huge one. */
    @ParameterizedTest
    @ValueSource(ints = {0xff, 0x40})
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyByteChanged_errorOrTheSameRows(int bits) throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < original.length; i++) {
            byte[] changed = original.clone();
            changed[i] ^= (byte) bits;
            outcomes.merge(outcome(changed, i), 1, Integer::sum);
        }

        assertThat(outcomes.keySet()).as("%s", outcomes).noneMatch(outcome -> outcome.startsWith("other rows"));
        assertThat(outcomes.getOrDefault("the same rows", 0))
                .as("bytes that nothing reads, %s", outcomes)
                .isLessThan(original.length / 10);
    }

    @Test
    void truncatedAnywhere_error() throws IOException {
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
