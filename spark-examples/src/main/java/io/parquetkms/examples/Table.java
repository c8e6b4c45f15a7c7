package io.parquetkms.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table of TPC-H, and which of its columns are encrypted with which key.
 *
 * @param name as TPC-H calls it
 * @param columnKeys the value of {@code parquet.encryption.column.keys}
 * @param amount a column of money, to add up
 * @param files how many files it is written to
 * @param columns names and types, as in {@code CREATE TABLE}
 */
public record Table(String name, String columnKeys, String amount, int files, String columns) {

    static final Table CUSTOMER =
            new Table("customer", "pii:c_name,c_address,c_phone;finance:c_acctbal", "c_acctbal", 4, """
            c_custkey BIGINT, c_name STRING, c_address STRING, c_nationkey INT, c_phone STRING, c_acctbal DECIMAL(12, 2),
            c_mktsegment STRING, c_comment STRING""");

    static final Table ORDERS = new Table("orders", "pii:o_clerk;finance:o_totalprice", "o_totalprice", 4, """
            o_orderkey BIGINT, o_custkey BIGINT, o_orderstatus STRING, o_totalprice DECIMAL(12, 2), o_orderdate DATE,
            o_orderpriority STRING, o_clerk STRING, o_shippriority INT, o_comment STRING""");

    public static final Table LINEITEM =
            new Table("lineitem", "finance:l_extendedprice,l_discount,l_tax", "l_extendedprice", 8, """
            l_orderkey BIGINT, l_partkey BIGINT, l_suppkey BIGINT, l_linenumber INT, l_quantity DECIMAL(12, 2),
            l_extendedprice DECIMAL(12, 2), l_discount DECIMAL(12, 2), l_tax DECIMAL(12, 2), l_returnflag STRING,
            l_linestatus STRING, l_shipdate DATE, l_commitdate DATE, l_receiptdate DATE, l_shipinstruct STRING,
            l_shipmode STRING, l_comment STRING""");

    static final List<Table> ALL = List.of(CUSTOMER, ORDERS, LINEITEM);

    /** Its rows in plaintext, made by Spark's tasks: one for each file. */
    public Dataset<Row> generate(SparkSession spark, double scale) {
        List<Integer> parts = IntStream.rangeClosed(1, files).boxed().toList();
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                        .parallelize(parts, files)
                        .flatMap(new TpchRows(name, scale, files)),
                StructType.fromDDL(columns));
    }

    /** The options that encrypt it. */
    Map<String, String> encryption() {
        return Map.of("parquet.encryption.footer.key", "footer", "parquet.encryption.column.keys", columnKeys);
    }

    long encryptedColumns() {
        return Arrays.stream(columnKeys.split(";"))
                .mapToLong(group -> group.split(",").length)
                .sum();
    }
}
