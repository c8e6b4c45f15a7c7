package io.parquetkms.spark.sql;

import io.parquetkms.parquet.Explanation;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What can be asked of a session: how it would write Parquet files ({@code explain}), and what it can read of them ({@code readable}).
 *
 * <p><b>How it would write</b>, before it does: a row for the footer (whose {@code column} is null) and for each column, or
 * one row in the state {@code refused}. Asks no KMS and runs no job.
 *
 * <table>
 * <caption>The columns of what {@code explain} gives; all are strings</caption>
 * <tr><td>{@code path}</td><td>the directory that would be written to</td></tr>
 * <tr><td>{@code column}</td><td>leaf path; null for the footer, and where the file is refused</td></tr>
 * <tr><td>{@code state}</td><td>{@code own key}, {@code footer key}, {@code plaintext} or {@code refused}</td></tr>
 * <tr><td>{@code key}</td><td>as the user wrote it; null without</td></tr>
 * <tr><td>{@code key_id}</td><td>what that stands for; null without</td></tr>
 * <tr><td>{@code decided_by}</td><td>rule, property or line of a policy; of {@code refused}, why and what to do</td></tr>
 * </table>
 *
 * <p><b>What it can read.</b> {@code readable} gives the rows of files without the columns that this role can't decrypt, which it logs;
 * {@code readableWithNulls} gives all columns, and those as nulls; {@code access} says which these are, and why, as a table. All three read the
 * footer of each file in a Spark job, and ask for each key: {@link ReadableView} has the rules, and gives the three from one look.
 *
 * <p>Each can be called from Python with {@code spark._jsparkSession}, strings, lists and dicts.
 */
public final class ParquetKmsSql {

    private ParquetKmsSql() {}

    /**
     * What {@code df.write.parquet(path)} would write.
     *
     * @param schema of what would be written
     */
    public static Dataset<Row> explain(SparkSession spark, String path, StructType schema) {
        return explain(spark, path, schema, Map.of(), List.of());
    }

    /**
     * What {@code df.write.options(options).partitionBy(partitionBy).parquet(path)} would write.
     *
     * @param schema of what would be written, with the columns to partition by
     */
    public static Dataset<Row> explain(
            SparkSession spark, String path, StructType schema, Map<String, String> options, List<String> partitionBy) {
        return ExplanationRows.of(explanation(spark, path, schema, options, partitionBy), spark);
    }

    /**
     * What an {@code INSERT} into a table would write.
     *
     * @param table of Parquet files, in the session's catalog
     * @throws AnalysisException if there is none of that name
     * @throws IllegalArgumentException if its files are not Parquet
     */
    public static Dataset<Row> explain(SparkSession spark, String table) throws AnalysisException {
        return ExplanationRows.of(explanation(spark, table), spark);
    }

    /**
     * What {@code df.write.options(options).partitionBy(partitionBy).parquet(path)} would write, as an object: it prints as a table, and
     * says more of the whole, such as algorithm, encryption context and place in the policy.
     */
    public static Explanation explanation(
            SparkSession spark, String path, StructType schema, Map<String, String> options, List<String> partitionBy) {
        return SparkWrite.of(spark, path, schema, options, partitionBy).explain();
    }

    /**
     * What an {@code INSERT} into a table would write, as an object.
     *
     * @throws AnalysisException if there is none of that name
     * @throws IllegalArgumentException if its files are not Parquet
     */
    public static Explanation explanation(SparkSession spark, String table) throws AnalysisException {
        return SparkWrite.into(spark, table).explain();
    }

    /**
     * The rows of {@code spark.read.parquet(path)}, without the columns that can't be decrypted.
     *
     * @param path of a file or directory, or a glob
     * @throws org.apache.parquet.crypto.KeyAccessDeniedException if there are files of which nothing can be read
     */
    public static Dataset<Row> readable(SparkSession spark, String path) {
        return view(spark, List.of(path), Map.of()).rows();
    }

    /** The same, with options of the reader such as {@code mergeSchema}. */
    public static Dataset<Row> readable(SparkSession spark, String path, Map<String, String> options) {
        return view(spark, List.of(path), options).rows();
    }

    /** The same, of several paths. */
    public static Dataset<Row> readable(SparkSession spark, List<String> paths, Map<String, String> options) {
        return view(spark, paths, options).rows();
    }

    /**
     * The rows of a table, without the columns that can't be decrypted.
     *
     * @param table of Parquet files, in the session's catalog
     * @throws IllegalArgumentException if its files are not Parquet, or it is a view
     */
    public static Dataset<Row> readableTable(SparkSession spark, String table) {
        return viewOfTable(spark, table).rows();
    }

    /** The rows of {@code spark.read.parquet(path)}, in which the columns that can't be decrypted are null. */
    public static Dataset<Row> readableWithNulls(SparkSession spark, String path) {
        return view(spark, List.of(path), Map.of()).rowsWithNulls();
    }

    /** The same, with options of the reader. */
    public static Dataset<Row> readableWithNulls(SparkSession spark, String path, Map<String, String> options) {
        return view(spark, List.of(path), options).rowsWithNulls();
    }

    /** The same, of several paths. */
    public static Dataset<Row> readableWithNulls(SparkSession spark, List<String> paths, Map<String, String> options) {
        return view(spark, paths, options).rowsWithNulls();
    }

    /** The rows of a table, in which the columns that can't be decrypted are null. */
    public static Dataset<Row> readableTableWithNulls(SparkSession spark, String table) {
        return viewOfTable(spark, table).rowsWithNulls();
    }

    /** What can be read of {@code spark.read.parquet(path)}: {@link ReadableView#access}. */
    public static Dataset<Row> access(SparkSession spark, String path) {
        return view(spark, List.of(path), Map.of()).access();
    }

    /** What can be read of a table: {@link ReadableView#access}. */
    public static Dataset<Row> accessToTable(SparkSession spark, String table) {
        return viewOfTable(spark, table).access();
    }

    /** One look at the files of {@code spark.read.options(options).parquet(paths)}, for all there is to know. */
    public static ReadableView view(SparkSession spark, List<String> paths, Map<String, String> options) {
        return new ParquetSource(spark, paths, options).view();
    }

    /** One look at the files of a table. */
    public static ReadableView viewOfTable(SparkSession spark, String table) {
        return ReadableView.of(spark, table, spark.table(table));
    }

    /** Whether this session encrypts, and if not, why. Asks no KMS and runs no job; prints as lines. */
    public static EncryptionStatus status(SparkSession spark) {
        return EncryptionStatus.of(spark);
    }

    /**
     * What an exception of Spark comes to, in a line: Spark wraps what a task or a write failed with several times. That is what the
     * encryption says among its causes; else the innermost message.
     */
    public static String reason(Throwable failure) {
        return Reason.of(failure);
    }
}
