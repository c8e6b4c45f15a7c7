package io.parquetkms.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * A job: writes some files to S3 and reads them, and prints the requests that this takes. With settings of the library, it uses it.
 *
 * <p>Each line is {@code requests}, what was done, the method, and how many there were.
 */
public final class StorageRequests {

    static final int FILES = 20;

    private StorageRequests() {}

    /** @param arguments a local directory, the port of the S3 server, where to write, and settings of the library */
    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        List<String> settings = List.of(arguments).subList(3, arguments.length);
        try (Tap tap = new Tap(Integer.parseInt(arguments[1]))) {
            SparkConf conf = new SparkConf()
                    .set("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:" + tap.port())
                    .set(
                            "spark.hadoop.hadoop.tmp.dir",
                            output.root().resolve("local").toString())
                    .set("spark.ui.enabled", "false");
            if (!settings.isEmpty()) {
                conf.set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin");
                KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
            }
            settings.forEach(setting -> conf.set(setting.split("=", 2)[0], setting.split("=", 2)[1]));
            try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
                run(spark, tap, arguments[2] + "/first", false);
                run(spark, tap, arguments[2] + "/counted", true);
            }
        }
    }

    /** The first time, connections and buckets are found out about. */
    private static void run(SparkSession spark, Tap tap, String table, boolean counted) {
        tap.requests();
        spark.range(0, 1000, 1, FILES)
                .selectExpr("id", "concat('name ', id) AS name")
                .write()
                .parquet(table);
        Map<String, Integer> written = tap.requests();
        spark.read()
                .schema("id BIGINT, name STRING")
                .parquet(table)
                .selectExpr("sum(id)", "max(name)")
                .collect();
        Map<String, Integer> read = tap.requests();
        if (counted) {
            print("write", written);
            print("read", read);
        }
    }

    private static void print(String what, Map<String, Integer> requests) {
        new TreeMap<>(requests)
                .forEach((method, number) ->
                        System.out.println(String.join("\t", "requests", what, method, String.valueOf(number))));
    }
}
