package io.parquetkms.spark.sql;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.parquet.DatasetAccess;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.PartAccess;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the role that runs this session can read of Parquet files, as it was when this was made: the footer of every file was read, by a
 * Spark job, and each key that stands there was asked for once in each task, as it is when rows are read. So it holds for whoever decrypts:
 * the driver's role or the executors', as {@code parquet.kms.spark.broker} says.
 *
 * <p>Left out is what the KMS refuses: this role is denied the key, or it is disabled, pending deletion or not there. Any other failure is
 * thrown, of the type that reading rows throws: a KMS that throttles or can't be reached never leaves a column out. A column that can't be
 * read in some files is left out of all. A denial is remembered for {@code parquet.kms.denied.ttl}, here as everywhere.
 *
 * <p>Rows that lack columns can't be written back to their dataset: the Spark plugin refuses that before anything is deleted.
 */
public final class ReadableView {

    private static final Logger LOG = LoggerFactory.getLogger(ReadableView.class);

    private final SparkSession spark;
    private final String name;
    private final ParquetRelation relation;
    private final Dataset<Row> all;
    private final Configuration configuration;
    private final DatasetAccess access;
    private final ReadableColumns columns;

    private ReadableView(SparkSession spark, String name, ParquetRelation relation, Dataset<Row> all) {
        this.spark = spark;
        this.name = name;
        this.relation = relation;
        this.all = all;
        configuration = spark.sessionState()
                .newHadoopConfWithOptions(relation.files().options());
        refuseOtherFactory();
        access = AccessJob.run(spark, configuration, List.of(all.inputFiles()), name);
        boolean caseSensitive = spark.sessionState().conf().caseSensitiveAnalysis();
        List<List<String>> refused = access.refused().stream()
                .filter(part -> !part.isFooter())
                .map(PartAccess::path)
                .filter(path -> !relation.isPartition(path.get(0), caseSensitive))
                .toList();
        columns = ReadableColumns.of(all.schema(), refused, caseSensitive);
    }

    /**
     * Looks at the files below a DataFrame that reads nothing else.
     *
     * @param name of the dataset, for messages
     * @throws IllegalArgumentException if it reads anything else
     */
    static ReadableView of(SparkSession spark, String name, Dataset<Row> all) {
        ParquetRelation relation = ParquetRelation.of(all);
        if (relation == null) {
            throw new IllegalArgumentException(name
                    + " is no directory or table of Parquet files that Spark reads by itself, such as a view or a table of another"
                    + " format: name the path of its files, or select the columns that can be read");
        }
        return new ReadableView(spark, name, relation, all);
    }

    private void refuseOtherFactory() {
        String factory = configuration.getTrimmed(ParquetProperties.FACTORY_CLASS.name(), "");
        if (!factory.equals(ParquetKmsCryptoFactory.class.getName())) {
            throw new InvalidConfigurationException(ParquetProperties.FACTORY_CLASS + " is "
                    + (factory.isEmpty() ? "not set" : factory) + ", so " + name
                    + " is not read with the keys of parquet-kms: start the application with its Spark plugin");
        }
    }

    /**
     * The rows, without the columns that can't be read.
     *
     * @throws ParquetCryptoRuntimeException if there are files of which nothing can be read, or no column is left
     */
    public Dataset<Row> rows() {
        refuseClosedFiles();
        if (columns.omitted().isEmpty()) {
            return all;
        }
        if (columns.schema().fields().length == 0) {
            throw failure("No column of " + name + " can be read: " + access.refusedInWords());
        }
        tell("left out");
        return IncompleteRows.mark(left());
    }

    /**
     * The rows with all columns: those that can't be read are null, in each row. A struct of which fields can't be read has nulls there.
     *
     * @throws ParquetCryptoRuntimeException if there are files of which nothing can be read
     * @throws InvalidConfigurationException without the Spark plugin
     */
    public Dataset<Row> rowsWithNulls() {
        refuseClosedFiles();
        if (columns.omitted().isEmpty()) {
            return all;
        }
        refuseWithoutCheck();
        tell("null");
        NullColumns nulls = new NullColumns(columns.schema(), relation.datasets(configuration));
        return IncompleteRows.mark(nulls.in(left(), all.schema()));
    }

    /** Nulls that nobody keeps from being written over the values. */
    private void refuseWithoutCheck() {
        if (!spark.conf().get("spark.sql.extensions", "").contains(IncompleteRows.CHECKED_BY)) {
            throw new InvalidConfigurationException(
                    "Nulls in place of columns that can't be read need the Spark plugin of parquet-kms, which refuses to write them over"
                            + " the values: set spark.plugins=io.parquetkms.spark.ParquetKmsPlugin, or use readable");
        }
    }

    /** Of a table, what was cut keeps what it was cut from, which is optimized away: before 4.1 Spark looks for it when it overwrites. */
    private Dataset<Row> left() {
        if (!columns.cutsStructs(all.schema())) {
            return all.select(columns(field -> functions.col(NullColumns.quoted(field.name()))));
        }
        Dataset<Row> cut = relation.withColumns(columns.schema(), spark)
                .select(columns(field -> functions.col(NullColumns.quoted(field.name()))));
        Dataset<Row> none = all.where(functions.lit(false)).select(columns(field -> functions.lit(null)
                .cast(field.dataType())
                .as(field.name())));
        return cut.union(none);
    }

    private Column[] columns(Function<StructField, Column> column) {
        return Stream.of(columns.schema().fields()).map(column).toArray(Column[]::new);
    }

    private void tell(String how) {
        LOG.warn(
                "{} of {} can't be read by this role, and {} {} here: {}. {} files were looked at",
                String.join(", ", columns.omitted()),
                name,
                columns.omitted().size() == 1 ? "is" : "are",
                how,
                access.refusedInWords(),
                access.files());
    }

    private void refuseClosedFiles() {
        if (hasClosedFiles()) {
            throw failure("Nothing can be read of " + access.closedFiles() + " of the " + access.files() + " files of " + name
                    + ", since their footers can't: " + access.refusedInWords()
                    + ". Have this role granted the footer's key; or name the paths of other files only, if there are");
        }
    }

    private ParquetCryptoRuntimeException failure(String message) {
        PartAccess first = access.refused().get(0);
        return first.state().exception(message + ". Of " + first.example() + ": " + first.reason());
    }

    /**
     * What was found, as a table: {@code column} (null for the footers), {@code state} ({@code readable}, {@code plaintext},
     * {@code denied}, {@code disabled}, {@code not found}), {@code key_id}, in how many {@code files} {@code of_files}, the {@code reason} why
     * not, and the {@code grant} that is missing.
     */
    public Dataset<Row> access() {
        return AccessRows.of(access, configuration, spark);
    }

    /** The columns, and fields of structs, that can't be read; with dots. */
    public List<String> omitted() {
        return columns.omitted();
    }

    /** Whether there are files of which nothing can be read. */
    boolean hasClosedFiles() {
        return access.closedFiles() > 0;
    }

    /** How many files were looked at. */
    public long files() {
        return access.files();
    }

    /** What was found, as a table of text. */
    @Override
    public String toString() {
        return access.toString();
    }
}
