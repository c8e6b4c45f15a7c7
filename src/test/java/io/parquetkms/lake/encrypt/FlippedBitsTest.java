package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;
import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.footer.FileTail;
import io.parquetkms.process.OwnRuntime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Single bits of a result are flipped, which is then verified. What passes must say the same to every reader: rows, statistics, indexes,
 * bloom filters; and stand where nothing is authenticated.
 */
final class FlippedBitsTest {

    private static final int ROWS = 7;

    /** Prime, so that it comes by every bit of a byte. */
    private static final int SOME = 4_001;

    /** Another one. */
    private static final int MANY = 211;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final EncryptJob job = new EncryptJob();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        job.close();
    }

    @ParameterizedTest
    @CsvSource({"encrypted", "signed", "plaintext"})
    void someBits(String footer) throws Exception {
        sweep(footer, SOME);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"encrypted", "signed", "plaintext"})
    void manyBits(String footer) throws Exception {
        sweep(footer, MANY);
    }

    private void sweep(String footer, int step) throws Exception {
        CopyTrial trial = new CopyTrial(directory.resolve("part-0.parquet"), directory.resolve("result.parquet"));
        PlainFiles.write(hadoop(trial.original()), ROWS, CompressionCodecName.SNAPPY, WriterVersion.PARQUET_1_0);
        Configuration settings = job.uniform();
        settings.setBoolean("parquet.encryption.plaintext.footer", footer.equals("signed"));
        FileEncryptionProperties properties = footer.equals("plaintext") ? null : trial.properties(settings);
        trial.copy(settings, properties);
        trial.check(settings, properties);
        byte[] good = Files.readAllBytes(trial.result());
        List<String> seen = seen(trial.result(), settings);
        int[] harmless = notAuthenticated(trial.result(), footer);

        int flips = 0;
        List<String> wrong = new ArrayList<>();
        for (long bit = 0; bit < 8L * good.length; bit += step) {
            byte[] changed = good.clone();
            int at = (int) (bit / 8);
            changed[at] ^= (byte) (1 << bit % 8);
            EncryptJob.overwrite(trial.result(), changed);
            flips++;
            if (passes(trial, settings, properties)) {
                boolean named = at >= harmless[0] && at < harmless[1];
                List<String> changes = new ArrayList<>(seen(trial.result(), settings));
                changes.removeAll(seen);
                if (!named || !changes.isEmpty()) {
                    wrong.add("bit " + bit + " of " + 8 * good.length + (named ? "" : " is authenticated") + changes);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(flips).isGreaterThan(5);
    }

    /**
     * From and to: what names the footer's key before an encrypted footer, where JSON may be written in several ways. A plaintext file
     * has no tags at all: there each passing bit must be proved harmless by what is read.
     */
    private static int[] notAuthenticated(Path file, String footer) throws IOException {
        FileTail tail = FileTail.read(CopyTrial.input(file));
        int start = (int) tail.start();
        return switch (footer) {
            case "plaintext" -> new int[] {0, Integer.MAX_VALUE};
            case "signed" -> new int[] {start, start};
            default -> {
                ByteArrayInputStream bytes = new ByteArrayInputStream(tail.bytes());
                Util.readFileCryptoMetaData(bytes);
                yield new int[] {start, start + tail.bytes().length - bytes.available()};
            }
        };
    }

    private static boolean passes(
            CopyTrial trial, Configuration settings, @Nullable FileEncryptionProperties properties) {
        try {
            trial.check(settings, properties);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** All that a reader of Parquet can see. */
    private static List<String> seen(Path file, Configuration settings) throws IOException {
        List<String> seen = new ArrayList<>(EncryptJob.rows(settings, file));
        try (ParquetFileReader reader = ParquetFileReader.open(
                CopyTrial.input(file),
                HadoopReadOptions.builder(settings, hadoop(file)).build())) {
            seen.add(reader.getFileMetaData().getSchema() + " "
                    + reader.getFileMetaData().getKeyValueMetaData() + " "
                    + reader.getFileMetaData().getCreatedBy());
            for (BlockMetaData group : reader.getRowGroups()) {
                seen.add(group.getRowCount() + " " + group.getTotalByteSize() + " " + group.getStartingPos());
                for (ColumnChunkMetaData column : group.getColumns()) {
                    seen.add(column + " " + column.getStatistics() + " " + column.getPrimitiveType() + " "
                            + column.getEncodings() + " " + encodings(column.getEncodingStats()) + " "
                            + column.getTotalSize());
                    seen.add(String.valueOf(reader.readColumnIndex(column)));
                    seen.add(pages(reader.readOffsetIndex(column)));
                    seen.add(bits(reader.readBloomFilter(column)));
                }
            }
        }
        return seen;
    }

    private static String encodings(@Nullable EncodingStats stats) {
        return stats == null ? "" : stats.getDictionaryEncodings() + " " + stats.getDataEncodings();
    }

    private static String pages(@Nullable OffsetIndex index) {
        StringBuilder pages = new StringBuilder();
        for (int i = 0; index != null && i < index.getPageCount(); i++) {
            pages.append(
                    index.getOffset(i) + " " + index.getCompressedPageSize(i) + " " + index.getFirstRowIndex(i) + ";");
        }
        return pages.toString();
    }

    private static String bits(@Nullable BloomFilter filter) throws IOException {
        if (filter == null) {
            return "";
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        filter.writeTo(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
