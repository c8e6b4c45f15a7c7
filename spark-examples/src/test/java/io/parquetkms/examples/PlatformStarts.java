package io.parquetkms.examples;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Starts an application with the settings of each file of {@code platforms}, one after the other in one JVM, writes with their keys and reads.
 * Arguments: an output directory, the KMS keys for {@code footer} and {@code pii}, and the files.
 */
public final class PlatformStarts {

    private PlatformStarts() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 3; i < arguments.length; i++) {
            Map<String, String> settings = PlatformFiles.settings(Path.of(arguments[i]));
            settings.put("spark.hadoop.parquet.kms.key.footer", arguments[1]);
            settings.put("spark.hadoop.parquet.kms.key.pii", arguments[2]);
            settings.keySet().removeIf(name -> name.equals("spark.jars") || name.startsWith("spark.kubernetes."));
            SparkConf conf = new SparkConf().set("spark.ui.enabled", "false");
            settings.forEach(conf::set);
            try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
                System.out.println(arguments[i] + "\t" + writeAndRead(spark, arguments[0] + "/" + i));
            }
        }
    }

    private static String writeAndRead(SparkSession spark, String path) {
        spark.sql("SELECT 1L AS id, '078-05-1120' AS ssn")
                .write()
                .option("parquet.encryption.footer.key", "footer")
                .option("parquet.encryption.column.keys", "pii:ssn")
                .parquet(path);
        Row row = spark.read().parquet(path).head();
        return path + "\t" + row.getLong(0) + "\t" + row.getString(1);
    }
}
