package io.parquetkms.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A job: streams into an encrypted place, with state and without, and a shuffle; says where values of rows are then found in plaintext:
 * {@code found <where> <true or false>}.
 */
public final class StatefulStreams {

    private static final String CANARY = "canary of a name";
    private static final String STORE = "spark.sql.streaming.stateStore.providerClass";
    private static final String ROCKS_DB = "org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider";

    private final SparkSession spark;
    private final Path root;

    private StatefulStreams(SparkSession spark, Path root) {
        this.spark = spark;
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(Path.of(arguments[0]));
        Path root = output.root();
        Path policy = Files.writeString(root.resolve("policy.json"), """
                { "version": 1, "places": [ { "path": "%s", "key": "pii" } ] }
                """.formatted(root.resolve("lake")));
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set("spark.hadoop.parquet.kms.policy", policy.toString())
                .set("spark.local.dir", root.resolve("local").toString())
                .set("spark.shuffle.compress", "false")
                .set("spark.sql.shuffle.partitions", "1")
                .set("spark.ui.enabled", "false");
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            StatefulStreams job = new StatefulStreams(spark, root);
            Files.createDirectories(root.resolve("source"));
            Files.write(root.resolve("source/rows.csv"), List.of(CANARY + " 1", CANARY + " 2", CANARY + " 1"));
            job.stream("stateless", job.source());
            job.stream("state", job.source().dropDuplicates("name"));
            spark.conf().set(STORE, ROCKS_DB);
            job.stream("rocksdb", job.source().dropDuplicates("name"));
            job.shuffle();
        }
    }

    private Dataset<Row> source() {
        return spark.readStream()
                .schema("name STRING")
                .csv(root.resolve("source").toUri().toString());
    }

    private void stream(String name, Dataset<Row> rows) throws Exception {
        Path sink = root.resolve("lake").resolve(name);
        Path checkpoint = root.resolve("checkpoints").resolve(name);
        rows.writeStream()
                .option("checkpointLocation", checkpoint.toString())
                .trigger(Trigger.AvailableNow())
                .start(sink.toString())
                .awaitTermination();
        tell(name + " files", sink, file -> true);
        tell(name + " checkpoint", checkpoint, file -> true);
        System.out.println(String.join(
                "\t", "rows", name, "" + spark.read().parquet(sink.toString()).count()));
    }

    private void shuffle() throws IOException {
        Dataset<Row> shuffled = spark.range(10)
                .selectExpr("concat('" + CANARY + "', id) AS name")
                .repartition(1);
        shuffled.collectAsList();
        tell(
                "shuffle",
                root.resolve("local"),
                file -> file.getFileName().toString().startsWith("shuffle_"));
        tell("rocksdb local", root.resolve("local"), file -> file.toString().endsWith(".sst"));
    }

    private static void tell(String where, Path directory, Predicate<Path> which) throws IOException {
        boolean found = false;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).filter(which).toList()) {
                found |= hasCanary(file);
            }
        }
        System.out.println(String.join("\t", "found", where, "" + found));
    }

    private static boolean hasCanary(Path file) throws IOException {
        return file.toString().endsWith(".zip") ? isZipped(file) : isIn(Files.readAllBytes(file));
    }

    private static boolean isZipped(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(bytes)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (isIn(zip.readAllBytes())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isIn(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(CANARY);
    }
}
