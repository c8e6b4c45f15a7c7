package io.parquetkms.spark.sql;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What {@code spark.read.options(options).parquet(paths)} reads. */
record ParquetSource(SparkSession spark, List<String> paths, Map<String, String> options) {

    /** By the name of its class, since "parquet" may be the V2 source, whose relation is another. */
    private static final String FORMAT = "org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat";

    /** For the files alone: with a schema given, Spark reads no footer. */
    private static final StructType ANY = new StructType().add("any", "string");

    ParquetSource {
        paths = List.copyOf(paths);
        options = Map.copyOf(options);
    }

    ReadableView view() {
        Dataset<Row> all;
        try {
            all = load(reader());
        } catch (Exception e) { // SparkException too, which Java's compiler does not know of
            return this.<RuntimeException>closed(e);
        }
        return ReadableView.of(spark, name(), all);
    }

    /** Spark finds no schema in footers that can't be read; which these are is still to be told. */
    private <E extends Exception> ReadableView closed(Exception failure) throws E {
        ReadableView view = ReadableView.of(spark, name(), load(reader().schema(ANY)));
        if (view.hasClosedFiles()) {
            return view;
        }
        @SuppressWarnings("unchecked") // whatever it is
        E same = (E) failure;
        throw same;
    }

    private DataFrameReader reader() {
        return spark.read().format(FORMAT).options(options);
    }

    private Dataset<Row> load(DataFrameReader reader) {
        return reader.load(paths.toArray(String[]::new));
    }

    private String name() {
        return String.join(", ", paths);
    }
}
