package io.parquetkms.parquet;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.Datasets;
import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/** What the library says of files, to be called from Java, Scala and notebooks. */
public final class ParquetKms {

    /** Stands for the files of a dataset, whose names nobody knows before they are written. */
    private static final String FILES = "*.parquet";

    private ParquetKms() {}

    /**
     * How files of a dataset would be written: column by column, the key and who decides it, or why they would be refused. Asks no KMS,
     * and reads nothing but the policy that the configuration may name.
     *
     * @param configuration of the job that would write them
     * @param dataset the directory that it would write to, with those of partitions where the policy gives their values keys
     * @param schema of the files
     */
    public static Explanation explain(Configuration configuration, Path dataset, MessageType schema) {
        return explain(configuration, dataset, schema, Map.of());
    }

    /**
     * The same, for a writer that tags columns.
     *
     * @param configuration of the job that would write them
     * @param dataset the directory that it would write to
     * @param schema of the files
     * @param metadata the key-value metadata that it would put into them: Spark's and Avro's schemas stand there, with the tags
     */
    public static Explanation explain(
            Configuration configuration, Path dataset, MessageType schema, Map<String, String> metadata) {
        return new Explainer(KmsRuntime.current(), configuration, new Path(dataset, FILES), dataset.toString())
                .explain(schema, metadata);
    }

    /**
     * How a file that stands there would be written if it were written again. Reads its footer; asks no KMS.
     *
     * @param configuration of the job that would write it
     * @param file in plaintext, or with a plaintext footer
     * @throws IOException if its footer can't be read
     * @throws InvalidConfigurationException if its footer is encrypted
     */
    public static Explanation explain(Configuration configuration, Path file) throws IOException {
        FileMetaData footer = footer(configuration, file);
        return new Explainer(KmsRuntime.current(), configuration, file, file.toString())
                .explain(footer.getSchema(), footer.getKeyValueMetaData());
    }

    /**
     * The schema of a file, and its key-value metadata. Asks no KMS.
     *
     * @throws IOException if its footer can't be read
     * @throws InvalidConfigurationException if its footer is encrypted
     */
    public static FileMetaData footer(Configuration configuration, Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
            return reader.getFooter().getFileMetaData();
        } catch (ParquetCryptoRuntimeException e) {
            throw new InvalidConfigurationException(
                    "The schema of " + Datasets.nameOf(file)
                            + " stands in its encrypted footer, and no KMS is asked for the key: give the schema itself",
                    e);
        }
    }
}
