package io.parquetkms.parquet;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.policy.Datasets;
import io.parquetkms.policy.Tags;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Keys for the Parquet files of a program without Spark, for any {@code ParquetWriter.Builder} and {@code ParquetReader.Builder}:
 *
 * <pre>{@code
 * try (ParquetKms kms = ParquetKms.builder()
 *         .key("footer", footerKeyArn)
 *         .key("pii", piiKeyArn)
 *         .footerKey("footer")
 *         .columns("pii", "name", "address.**")
 *         .build()) {
 *     writerBuilder.withEncryption(kms.encryption(schema, path));
 *     readerBuilder.withDecryption(kms.decryption(path));
 * }
 * }</pre>
 *
 * <p>Make one and keep it: it asks the KMS once for each KMS key, however many files there are. Its settings, keys and counts are its own;
 * two in one process know nothing of each other. Safe on any thread.
 *
 * <p>A path is the one that the file is written to or read from, also where the builder takes an {@code OutputFile} or {@code InputFile}:
 * rules, policies and messages go by it.
 *
 * <p><b>What is returned for a path is for that one file: ask again for the next.</b> parquet-java takes the same properties for another
 * file without a word. Two files that were written with the same ones have the same data keys and the same AAD, so that a page of one
 * would pass for a page of the other; and what must hold where another file is read is then not checked.
 *
 * <p>The static methods say what the library makes of a job's own {@code Configuration}.
 */
public final class ParquetKms implements AutoCloseable {

    /** Stands for the files of a dataset, whose names nobody knows before they are written. */
    private static final String FILES = "*.parquet";

    private final Configuration configuration;
    private final KmsRuntime runtime = new KmsRuntime();
    private volatile boolean closed;

    private ParquetKms(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Begins one, with no settings but Hadoop's. */
    public static ParquetKmsBuilder builder() {
        return new ParquetKmsBuilder();
    }

    static ParquetKms of(Configuration configuration) {
        configuration.set(ParquetProperties.FACTORY_CLASS.name(), ParquetKmsCryptoFactory.class.getName());
        ParquetKms kms = new ParquetKms(configuration);
        try {
            kms.check();
            return kms;
        } catch (RuntimeException e) {
            kms.close();
            throw e;
        }
    }

    /** What would else be found out at the first file. */
    private void check() {
        KeyAccess access = runtime.access(configuration);
        access.settings().encryption();
        access.settings().encryptionKeys().forEach(access.keys()::configured);
        access.keys().named();
    }

    /**
     * How to encrypt a file that is about to be written, for {@code ParquetWriter.Builder.withEncryption}. Fetches the keys, if they are
     * not there yet.
     *
     * <p>What a builder sets beside, such as {@code withWriterVersion}, is not known here. Leave that at V1, the default: of V2 pages
     * parquet-java encrypts a part only.
     *
     * @param schema of the file; of an Avro schema, what {@code AvroSchemaConverter} makes of it
     * @param path where it will be
     * @throws InvalidConfigurationException if nothing of it would be encrypted; or if a rule fits no column, or the policy says that it
     *     may not be written so
     * @throws ParquetCryptoRuntimeException if a key can't be had
     */
    public FileEncryptionProperties encryption(MessageType schema, Path path) {
        return encryption(schema, path, Map.of());
    }

    /**
     * The same, with tags of columns.
     *
     * @param metadata the key-value metadata that the writer puts into the file: an Avro schema stands there as
     *     {@code parquet.avro.schema}, a tag as {@code parquet.kms.encrypt.<column>}
     */
    public FileEncryptionProperties encryption(MessageType schema, Path path, Map<String, String> metadata) {
        return Objects.requireNonNull(
                files(false).encryption(configuration, path, schema, Tags.of(metadata)), "refused before");
    }

    /** The same, for a file on a file system of Java's. */
    public FileEncryptionProperties encryption(MessageType schema, java.nio.file.Path path) {
        return encryption(schema, hadoop(path));
    }

    /** The same, for a file on a file system of Java's. */
    public FileEncryptionProperties encryption(
            MessageType schema, java.nio.file.Path path, Map<String, String> metadata) {
        return encryption(schema, hadoop(path), metadata);
    }

    /**
     * The same for files of which some may be in plaintext: empty where no rule and no key is for this one, and nothing says that it must
     * be encrypted.
     */
    public Optional<FileEncryptionProperties> encryptionOrPlaintext(
            MessageType schema, Path path, Map<String, String> metadata) {
        return Optional.ofNullable(files(true).encryption(configuration, path, schema, Tags.of(metadata)));
    }

    /**
     * How to decrypt a file, for {@code ParquetReader.Builder.withDecryption}. Its keys are fetched when Parquet asks for them: those of
     * the columns that are read. A plaintext file is read, too, unless the policy or {@code encryptedPath} says that it must be encrypted:
     * then its footer is looked at here.
     *
     * @param path where it is
     */
    public FileDecryptionProperties decryption(Path path) {
        return files(true).decryption(configuration, path);
    }

    /** The same, for a file on a file system of Java's. */
    public FileDecryptionProperties decryption(java.nio.file.Path path) {
        return decryption(hadoop(path));
    }

    /** What {@link #encryption(MessageType, Path)} would do: column by column, the key and who decides it. Asks no KMS. */
    public Explanation explain(MessageType schema, Path path) {
        return explain(schema, path, Map.of());
    }

    /** The same, with tags of columns. */
    public Explanation explain(MessageType schema, Path path, Map<String, String> metadata) {
        return new Explainer(open(), configuration, path, path.toString()).explain(schema, metadata);
    }

    /** The same, for a file on a file system of Java's. */
    public Explanation explain(MessageType schema, java.nio.file.Path path) {
        return explain(schema, hadoop(path));
    }

    /** What it has done, in one line for a log: requests to the KMS and their price, data keys, what was written in plaintext. */
    public String summary() {
        return runtime.summary(runtime.access(configuration).provider());
    }

    /**
     * Wipes the keys, closes connections and ends threads. A file that is being written can be finished; of one that is being read no
     * further columns can be decrypted.
     */
    @Override
    public void close() {
        closed = true;
        runtime.close();
    }

    private FileProperties files(boolean plaintextAllowed) {
        return new FileProperties(open(), plaintextAllowed);
    }

    private KmsRuntime open() {
        if (closed) {
            throw new IllegalStateException(
                    "This ParquetKms was closed, and its keys are gone: ask it before, or build another one");
        }
        return runtime;
    }

    private static Path hadoop(java.nio.file.Path path) {
        return new Path(path.toUri());
    }

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
