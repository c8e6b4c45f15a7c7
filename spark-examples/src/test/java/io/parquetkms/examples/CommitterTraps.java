package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job: writes partitions by Spark's committers, where {@code parquet.kms.encrypted.paths} holds for one partition. Prints a line for
 * each trial: name, the partitions that stand there in plaintext, those that are encrypted, and the error.
 */
public final class CommitterTraps {

    private static final String GUARDED = "date=1";

    private final SparkSession spark;
    private final Path root;

    private CommitterTraps(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        SparkConf conf = new SparkConf()
                .set("spark.hadoop.parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory")
                .set(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        output.root() + "/*/" + GUARDED + ",file://"
                                + output.root().resolve("real"))
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            CommitterTraps traps = new CommitterTraps(spark, output.root());
            traps.partitions();
            traps.locations();
        }
    }

    private void partitions() throws IOException {
        for (int algorithm = 1; algorithm <= 2; algorithm++) {
            Map<String, String> v = Map.of("mapreduce.fileoutputcommitter.algorithm.version", "" + algorithm);
            trial("guarded-v" + algorithm, path -> rows(1, 2).options(v).parquet(path));
            trial("elsewhere-v" + algorithm, path -> rows(2, 3).options(v).parquet(path));
        }
        Map<String, String> dynamic = Map.of("partitionOverwriteMode", "dynamic");
        trial("dynamic-guarded", path -> {
            rows(2, 2).parquet(path);
            rows(1, 1).mode("overwrite").options(dynamic).parquet(path);
        });
        trial("dynamic-elsewhere", path -> {
            rows(2, 2).parquet(path);
            rows(3, 3).mode("overwrite").options(dynamic).parquet(path);
        });
        trial(
                "dynamic-encrypted",
                path -> rows(1, 1)
                        .mode("overwrite")
                        .options(dynamic)
                        .option("parquet.encryption.uniform.key", "pii")
                        .parquet(path));
    }

    private void locations() throws IOException {
        trial("own-location", path -> {
            spark.sql("CREATE TABLE own (id BIGINT, date INT) USING parquet PARTITIONED BY (date) LOCATION '" + path
                    + "'");
            spark.sql("ALTER TABLE own ADD PARTITION (date=7) LOCATION '" + root.resolve("far") + "'");
            spark.sql("INSERT INTO own SELECT id, 7 FROM range(3)");
        });
        trial("no-own-location", path -> spark.sql("INSERT INTO own SELECT id, 8 FROM range(3)"));
        trial("link", path -> {
            Files.createDirectories(root.resolve("real"));
            Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
            rows(5, 5).mode("append").parquet(path);
        });
    }

    private DataFrameWriter<Row> rows(int first, int last) {
        return spark.range(0, 10, 1, 1)
                .selectExpr("id", "id % " + (last - first + 1) + " + " + first + " AS date")
                .write()
                .partitionBy("date");
    }

    private interface Writing {
        void to(String path) throws Exception;
    }

    private void trial(String name, Writing writing) throws IOException {
        Path directory = root.resolve(name);
        String error = "";
        try {
            writing.to(directory.toString());
        } catch (Exception e) {
            error = Failures.forUser(e);
        }
        System.out.println(String.join(
                "\t",
                "trial",
                name,
                partitions(directory, false),
                partitions(directory, true),
                error.replaceAll("\\s+", " ")));
    }

    /** Names of the directories with files that are, or are not, encrypted. */
    private static String partitions(Path directory, boolean encrypted) throws IOException {
        if (!Files.exists(directory)) {
            return "";
        }
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> files = all.filter(path -> path.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
            StringBuilder names = new StringBuilder();
            for (Path file : files) {
                if (new TableFiles(List.of(file)).allEncrypted() == encrypted) {
                    names.append(directory.relativize(file.getParent())).append(' ');
                }
            }
            return names.toString().trim();
        }
    }
}
