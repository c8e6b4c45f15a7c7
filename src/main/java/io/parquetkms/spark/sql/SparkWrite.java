package io.parquetkms.spark.sql;

import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.ParquetKms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A write of Parquet files by a session, which may never be done.
 *
 * @param configuration that its tasks would get
 * @param path that it would write to
 * @param schema of the files: without the columns that the write is partitioned by
 * @param partitions these
 */
record SparkWrite(
        SparkSession spark, Configuration configuration, Path path, StructType schema, List<String> partitions) {

    private static final String ANY_VALUE = "_value_";
    private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

    /** Of a DataFrame with these options. */
    static SparkWrite of(
            SparkSession spark, String path, StructType schema, Map<String, String> options, List<String> partitionBy) {
        Configuration configuration = spark.sessionState().newHadoopConf();
        options.forEach(configuration::set);
        StructField[] written = Arrays.stream(schema.fields())
                .filter(field -> partitionBy.stream().noneMatch(field.name()::equalsIgnoreCase))
                .toArray(StructField[]::new);
        return new SparkWrite(spark, configuration, new Path(path), new StructType(written), partitionBy);
    }

    /**
     * Into a table of the session's catalog.
     *
     * @throws AnalysisException if there is none of that name
     * @throws IllegalArgumentException if its files are not Parquet
     */
    static SparkWrite into(SparkSession spark, String name) throws AnalysisException {
        CatalogTable table = spark.sessionState()
                .catalog()
                .getTableMetadata(spark.sessionState().sqlParser().parseTableIdentifier(name));
        String provider = table.provider().isEmpty() ? "" : table.provider().get();
        if (table.tableType().equals(CatalogTableType.VIEW())
                || !provider.toLowerCase(Locale.ROOT).equals("parquet")) {
            throw new IllegalArgumentException(name + " is no table of Parquet files, but of "
                    + (provider.isEmpty() ? table.tableType().name() : provider)
                    + ": explain the path and schema of its files instead");
        }
        Configuration configuration =
                spark.sessionState().newHadoopConfWithOptions(table.storage().properties());
        return new SparkWrite(
                spark,
                configuration,
                new Path(table.location()),
                table.dataSchema(),
                List.of(table.partitionSchema().fieldNames()));
    }

    Explanation explain() {
        return ParquetKms.explain(
                configuration,
                destination(),
                new SparkToParquetSchemaConverter(spark.sessionState().conf()).convert(schema),
                Map.of(SPARK_SCHEMA, schema.json()));
    }

    /** Of any partition: a policy may make its value a part of a key's name. */
    private Path destination() {
        Path directory = path;
        for (String column : partitions) {
            directory = new Path(directory, ExternalCatalogUtils.escapePathName(column) + "=" + ANY_VALUE);
        }
        return directory;
    }
}
