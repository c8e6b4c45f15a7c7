package io.parquetkms.plainjava;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.parquetkms.parquet.ParquetKms;
import io.parquetkms.plainjava.CsvFile.Column;
import io.parquetkms.plainjava.CsvFile.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Writes a CSV file as Parquet, with some columns encrypted. Of the rows no more than a row group is in memory. The file gets its name when
 * it is complete and has been looked at: after a failure there is no half of one, and a file that stood there before still does.
 *
 * <p>Run it with {@code mvn -q -Dquickstart=csv} in the repository's root, which makes a CSV file of 200,000 rows, or with
 * {@code -Dquickstart.args="/data/people.csv /data/people.parquet 'pii: name, *phone'"}.
 */
public final class CsvToParquet {

    private static final String USAGE =
            "Arguments: <file.csv> <file.parquet> [<rules>], or a number of rows for a sample, or none";

    private static final String SAMPLE_RULES = "pii: name, phone; finance: balance";

    /** What a writer holds in memory before it writes it. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private CsvToParquet() {}

    public static void main(String[] arguments) throws IOException {
        try {
            run(arguments, Path.of("target", "csv").toAbsolutePath());
        } catch (CsvException | IllegalArgumentException | ParquetCryptoRuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** @param target directory for the keys, and for the sample */
    static void run(String[] arguments, Path target) throws IOException {
        if (arguments.length > 3) {
            throw new IllegalArgumentException(USAGE);
        }
        if (arguments.length >= 2) {
            Path csv = existing(Path.of(arguments[0]).toAbsolutePath());
            Path parquet = Path.of(arguments[1]).toAbsolutePath();
            existing(parquet.getParent());
            convert(target, arguments.length == 3 ? arguments[2] : "pii: **", csv, parquet);
        } else {
            long rows = arguments.length == 0 ? 200_000 : number(arguments[0]);
            Path csv = target.resolve("customers.csv");
            SampleCsv.write(csv, rows);
            convert(target, SAMPLE_RULES, csv, target.resolve("customers.parquet"));
        }
    }

    private static Path existing(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("There is no " + path);
        }
        return path;
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,12}")) {
            throw new IllegalArgumentException(USAGE);
        }
        return Long.parseLong(text);
    }

    private static void convert(Path target, String rules, Path csv, Path parquet) throws IOException {
        try (ParquetKms kms = kms(target.resolve("keys.jceks"), rules)) {
            convert(kms, new CsvFile(csv), parquet);
            System.out.println(kms.summary());
        }
    }

    /** With keys in a file of this machine. For AWS KMS, in its place: {@code .key("pii", <key ARN>)}, and so on. */
    static ParquetKms kms(Path keys, String rules) throws IOException {
        return ParquetKms.builder()
                .keystore(LocalKeystore.open(keys, "footer", "pii", "finance").uri())
                .footerKey("footer")
                .rules(rules)
                .build();
    }

    static void convert(ParquetKms kms, CsvFile csv, Path parquet) throws IOException {
        List<Column> columns = csv.columns();
        MessageType schema = CsvRowWriter.schema(columns);
        FileEncryptionProperties encryption = kms.encryption(schema, parquet);
        System.out.println(kms.explain(schema, parquet));
        Path unfinished = parquet.resolveSibling("." + parquet.getFileName() + ".unfinished");
        try {
            Progress progress =
                    new Progress(System.out, System.console() != null, Files.size(csv.path()), System::nanoTime);
            write(csv, columns, encryption, unfinished, progress);
            check(kms, unfinished, progress.rows());
            Files.move(unfinished, parquet, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            System.out.printf("Wrote %,d rows to %s, %,d bytes%n", progress.rows(), parquet, Files.size(parquet));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(
            CsvFile csv, List<Column> columns, FileEncryptionProperties encryption, Path unfinished, Progress progress)
            throws IOException {
        try (Rows rows = csv.rows();
                ParquetWriter<CsvRecord> writer = new CsvRowWriter.Builder(
                                new LocalOutputFile(unfinished), csv, columns)
                        .withConf(new PlainParquetConfiguration())
                        .withEncryption(encryption)
                        .withCompressionCodec(CompressionCodecName.SNAPPY)
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .build()) {
            for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
                writer.write(row);
                progress.row(rows.bytesRead());
            }
        }
        progress.end();
    }

    /** Opens it with the keys that its readers will need. */
    private static void check(ParquetKms kms, Path parquet, long rows) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withDecryption(kms.decryption(parquet))
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(parquet), options)) {
            if (reader.getRecordCount() != rows) {
                throw new IOException(parquet + " has " + reader.getRecordCount() + " rows of " + rows);
            }
        }
    }
}
