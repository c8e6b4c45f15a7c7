package io.parquetkms.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A job that names no key, column or option: one policy says for tables of TPC-H what is encrypted, and they are written as anybody would.
 * In each leaf of each table one row has a value of its own, to look for in the files: a text {@code canary.<table>.<leaf>}, or a number
 * {@link #number}.
 */
public final class LakePolicy {

    private static final String POLICY = """
            {
              "version": 1,
              "places": [
                {
                  "path": "%1$s/customer",
                  "footerKey": "footer",
                  "columns": {
                    "pii": ["*.name", "*.phone", "address", "notes"],
                    "finance": ["*bal"],
                    "!pii": ["address.nation"]
                  },
                  "unmatched": "plaintext"
                },
                {
                  "path": "%1$s/orders",
                  "footerKey": "footer",
                  "columns": { "pii": ["o_clerk"], "finance": ["o_total*"] }
                },
                { "path": "%1$s/lineitem", "key": "finance" }
              ]
            }
            """;

    private static final double SCALE = 0.001;

    private final SparkSession spark;
    private final OutputDirectory output;

    private LakePolicy(SparkSession spark, OutputDirectory output) {
        this.spark = spark;
        this.output = output;
    }

    /** The number that stands in one leaf only. */
    static long number(int leaf) {
        return 0x0CA4A41E_5EED0000L + leaf;
    }

    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        Path policy = output.root().resolve("policy.json");
        Files.writeString(policy, POLICY.formatted(output.root().resolve("lake")));
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set("spark.hadoop.parquet.kms.policy", policy.toUri().toString())
                .set("spark.sql.parquet.compression.codec", "uncompressed")
                .set(
                        "spark.sql.warehouse.dir",
                        output.root().resolve("warehouse").toString())
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            LakePolicy job = new LakePolicy(spark, output);
            job.customer();
            job.orders();
            job.lineitem();
            job.region();
        }
    }

    private String lake(String table) {
        return output.root().resolve("lake").resolve(table).toString();
    }

    /** Nested, by {@code df.write.parquet}. */
    private void customer() {
        Table.CUSTOMER.generate(spark, SCALE).createOrReplaceTempView("generated_customer");
        Dataset<Row> rows = spark.sql("""
                SELECT c_custkey, named_struct('name', c_name, 'phone', c_phone) AS contact,
                       named_struct('street', c_address, 'nation', cast(c_nationkey AS STRING)) AS address,
                       array(c_comment) AS notes, map('segment', c_mktsegment) AS labels,
                       cast(c_acctbal * 100 AS BIGINT) AS c_acctbal
                FROM generated_customer
                UNION ALL
                SELECT %d, named_struct('name', 'canary.customer.contact.name', 'phone', 'canary.customer.contact.phone'),
                       named_struct('street', 'canary.customer.address.street', 'nation', 'canary.customer.address.nation'),
                       array('canary.customer.notes'), map('canary.customer.labels.key', 'canary.customer.labels.value'),
                       %d""".formatted(number(0), number(1)));
        explain(lake("customer"), rows.schema().toDDL());
        rows.write().parquet(lake("customer"));
        tell("customer", spark.read().parquet(lake("customer")), rows);
    }

    /** Partitioned, by {@code INSERT INTO}. */
    private void orders() {
        Table.ORDERS.generate(spark, SCALE).createOrReplaceTempView("generated_orders");
        spark.sql("""
                CREATE TABLE orders (o_orderkey BIGINT, o_custkey BIGINT, o_totalprice BIGINT, o_clerk STRING,
                                     o_comment STRING, o_orderpriority STRING)
                USING parquet PARTITIONED BY (o_orderpriority) LOCATION '%s'""".formatted(lake("orders")));
        String rows = """
                SELECT o_orderkey, o_custkey, cast(o_totalprice * 100 AS BIGINT), o_clerk, o_comment, o_orderpriority
                FROM generated_orders
                UNION ALL
                SELECT %d, %d, %d, 'canary.orders.o_clerk', 'canary.orders.o_comment', '1-URGENT'""".formatted(number(2), number(3), number(4));
        spark.sql("INSERT INTO orders " + rows);
        tell("orders", spark.table("orders"), spark.sql(rows));
    }

    /** Flat, by a stream. */
    private void lineitem() throws Exception {
        Table.LINEITEM.generate(spark, SCALE).createOrReplaceTempView("generated_lineitem");
        Dataset<Row> rows = spark.sql("""
                SELECT l_orderkey, cast(l_extendedprice * 100 AS BIGINT) AS l_extendedprice, l_shipmode, l_comment
                FROM generated_lineitem
                UNION ALL SELECT %d, %d, 'canary.lineitem.l_shipmode', 'canary.lineitem.l_comment'""".formatted(number(5), number(6)));
        String source = output.root().resolve("landing").toString();
        rows.write().parquet(source);
        spark.readStream()
                .schema(rows.schema())
                .parquet(source)
                .writeStream()
                .option(
                        "checkpointLocation",
                        output.root().resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start(lake("lineitem"))
                .awaitTermination();
        tell("lineitem", spark.read().parquet(lake("lineitem")), rows);
    }

    /** The policy says nothing of it. */
    private void region() {
        Dataset<Row> rows =
                spark.sql("SELECT %dL AS r_regionkey, 'canary.region.r_name' AS r_name".formatted(number(7)));
        rows.write().parquet(lake("region"));
        tell("region", spark.read().parquet(lake("region")), rows);
    }

    /** What stays in plaintext, as SQL users would ask for it. */
    private void explain(String path, String columns) {
        spark.sql("SELECT column FROM parquet_kms_explain('%s', '%s') WHERE state = 'plaintext'"
                        .formatted(path, columns))
                .collectAsList()
                .forEach(row -> System.out.println("plaintext\t" + row.getString(0)));
    }

    private static void tell(String table, Dataset<Row> read, Dataset<Row> written) {
        System.out.println(
                String.join("\t", "table", table, Long.toString(read.count()), Long.toString(written.count())));
    }
}
