package io.parquetkms.examples;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job: writes tables under a policy to a file system, by each of some committers, in the ways that Spark has; then looks at every byte
 * that is stored, that went over the wire to S3, and that lay on a local disk meanwhile. Prints a line for each trial, as
 * {@link TableCases} says: what is stored in clear; and an error, how many rows and different rows the table has then, and the key of the
 * footers in each partition.
 */
public final class StorageTrials {

    private static final Map<String, Map<String, String>> COMMITTERS = Map.of(
            "file-v1", Map.of("fs.s3a.committer.name", "file", "mapreduce.fileoutputcommitter.algorithm.version", "1"),
            "file-v2", Map.of("fs.s3a.committer.name", "file", "mapreduce.fileoutputcommitter.algorithm.version", "2"),
            "magic", Map.of("fs.s3a.committer.name", "magic"),
            "directory", Map.of("fs.s3a.committer.name", "directory"),
            "partitioned", Map.of("fs.s3a.committer.name", "partitioned"));

    private static final Map<String, String> DYNAMIC = Map.of("partitionOverwriteMode", "dynamic");

    /** Gives no keys to anybody. */
    private static final String OTHER_FACTORY = "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory";

    private final SparkSession spark;
    private final Optional<Tap> tap;
    private final String root;
    private final String local;
    private String committer = "";

    private StorageTrials(SparkSession spark, Optional<Tap> tap, String root, String local) {
        this.spark = spark;
        this.tap = tap;
        this.root = root;
        this.local = local;
    }

    /** @param arguments a local directory, the port of the S3 server or 0, the policy, and then for each trial committer and directory */
    public static void main(String[] arguments) throws Exception {
        OutputDirectory output = OutputDirectory.empty(java.nio.file.Path.of(arguments[0]));
        String local = output.root().resolve("local").toString();
        int server = Integer.parseInt(arguments[1]);
        Optional<Tap> tap = server == 0 ? Optional.empty() : Optional.of(new Tap(server));
        SparkConf conf = new SparkConf()
                .set("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")
                .set("spark.hadoop.parquet.kms.policy", arguments[2])
                .set(
                        "spark.hadoop.parquet.kms.encrypted.paths",
                        "s3n://lake/paths,hdfs:/paths,s3a://lake/parts/*/date=1,hdfs:/parts/*/date=1")
                .set("spark.sql.parquet.compression.codec", "uncompressed")
                .set("spark.hadoop.hadoop.tmp.dir", local)
                .set("spark.hadoop.fs.s3a.buffer.dir", local)
                .set("spark.ui.enabled", "false");
        tap.ifPresent(t -> conf.set("spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:" + t.port()));
        KeySource.of(conf, output, Optional.empty()).settings().forEach(conf::set);
        try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
            for (String trial : List.of(arguments).subList(3, arguments.length)) {
                String[] parts = trial.split("=", 2);
                new StorageTrials(spark, tap, parts[1], local).all(parts[0]);
            }
        }
    }

    private Map<String, String> options() {
        return COMMITTERS.get(committer.replaceAll("^(s3|hdfs)-", ""));
    }

    private void all(String name) throws IOException {
        committer = name;
        String table = root + "/policy/" + name;
        run("write", table, () -> rows(0, 20).save(table));
        run("append", table, () -> rows(20, 30).mode("append").save(table));
        run(
                "dynamic",
                table,
                () -> rows(25, 40).mode("overwrite").options(DYNAMIC).save(table));
        run("overwrite", table, () -> rows(0, 10).mode("overwrite").save(table));
        run("retry", table, () -> rows(10, 20, 1).mode("append").save(table));
        run("failure", table, () -> rows(20, 30, 9).mode("append").save(table));
        run(
                "refused",
                table,
                () -> rows(20, 30)
                        .mode("overwrite")
                        .option("parquet.kms.columns", "pii: no_such")
                        .option("parquet.kms.columns.missing", "fail")
                        .save(table));
        String far = root + "/policy/far-" + name + "/date=1";
        run("location", far, () -> location(table, far));
        run("large", table + "-large", () -> large().save(table + "-large"));
        String paths = root + "/paths/" + name;
        run("paths-plaintext", paths, () -> rows(0, 20).save(paths));
        run(
                "paths",
                paths,
                () -> rows(0, 20)
                        .option("parquet.encryption.uniform.key", "pii")
                        .save(paths));
        heard("heard");
        String parts = root + "/parts/" + name;
        run(
                "other-factory",
                parts,
                () -> rows(0, 20)
                        .option("parquet.crypto.factory.class", OTHER_FACTORY)
                        .save(parts));
        String open = root + "/open/" + name;
        run("open", open, () -> large().save(open));
        heard("open-heard");
    }

    /** A partition of a table that lies elsewhere, where other rules hold. Options of a table are settings of its jobs. */
    private void location(String table, String far) {
        String name = committer.replace('-', '_');
        StringBuilder options = new StringBuilder("path '" + table + "'");
        options().forEach((key, value) -> options.append(", '%s' '%s'".formatted(key, value)));
        spark.sql(
                "CREATE TABLE %s (id BIGINT, ssn STRING, salary BIGINT, date INT) USING parquet OPTIONS (%s) PARTITIONED BY (date)"
                        .formatted(name, options));
        spark.sql("ALTER TABLE %s ADD PARTITION (date=7) LOCATION '%s'".formatted(name, far));
        spark.sql("INSERT INTO %s PARTITION (date=7) SELECT id, '%s', %d FROM range(5)"
                .formatted(name, TableCases.CANARY, TableCases.CANARY_NUMBER));
    }

    private DataFrameWriter<Row> rows(long from, long to) {
        return rows(from, to, 0);
    }

    /** So many that row groups are on a local disk, or on their way, when the last row comes. */
    private DataFrameWriter<Row> large() {
        return writer(spark.range(0, 4000, 1, 2), 0)
                .option("parquet.block.size", "8192")
                .option("parquet.page.size", "1024");
    }

    private DataFrameWriter<Row> rows(long from, long to, int failures) {
        return writer(spark.range(from, to, 1, 2), failures).partitionBy("date");
    }

    private DataFrameWriter<Row> writer(Dataset<Long> ids, int failures) {
        Dataset<Row> rows = ids.selectExpr(
                "id",
                "concat('" + TableCases.CANARY + " ', id) AS ssn",
                TableCases.CANARY_NUMBER + " + id % 100 AS salary",
                "cast(id < 30 AS int) AS date");
        return rows.mapPartitions(new WatchedRows(local, failures), Encoders.row(rows.schema()))
                .write()
                .format("parquet")
                .options(options());
    }

    private interface Writing {
        void run() throws Exception;
    }

    private void run(String name, String table, Writing writing) throws IOException {
        String said = "";
        try {
            writing.run();
        } catch (Exception e) {
            said = Failures.forUser(e) + " ";
        }
        List<StoredFile> stored = stored(table);
        String inClear = String.join(
                " ",
                stored.stream()
                        .filter(StoredFile::inClear)
                        .map(StoredFile::path)
                        .toList());
        print(name, inClear, said + table(table) + " " + keys(stored));
    }

    private void heard(String name) {
        print(
                name,
                "",
                "local files %d, in clear %d; on the wire in clear %d"
                        .formatted(
                                WatchedRows.SEEN.getAndSet(0),
                                WatchedRows.IN_CLEAR.getAndSet(0),
                                tap.map(Tap::inClear).orElse(0)));
    }

    private void print(String name, String files, String said) {
        System.out.println(String.join("\t", "case", committer + "-" + name, files, said.replaceAll("\\s+", " ")));
    }

    private String table(String table) {
        try {
            Row row = spark.read()
                    .parquet(table)
                    .selectExpr("count(*)", "count(DISTINCT id, ssn, salary)")
                    .first();
            return row.toString();
        } catch (Exception e) {
            return "unreadable: " + Failures.forUser(e);
        }
    }

    /** Which keys the files of each partition are under. */
    private static String keys(List<StoredFile> stored) {
        TreeSet<String> keys = new TreeSet<>();
        stored.stream()
                .filter(file ->
                        file.path().endsWith(".parquet") && !file.bytes().isEmpty())
                .forEach(file -> keys.add(file.keys()));
        return keys.toString();
    }

    private record StoredFile(String path, String bytes) {

        boolean inClear() {
            boolean parquet = path.endsWith(".parquet") && !bytes.isEmpty(); // the magic committer's markers are empty
            return TableCases.holdsValues(bytes) || (parquet && !bytes.startsWith("PARE"));
        }

        String keys() {
            List<String> names = new ArrayList<>();
            for (String name : List.of("footer", "pii", "finance")) {
                if (bytes.contains('"' + name + '"')) {
                    names.add(name);
                }
            }
            return path.replaceAll("(.*/)?(date=\\d+)/.*", "$2").replaceAll(".*parquet", "") + ":"
                    + String.join("+", names);
        }
    }

    /** Everything below a directory, pending and temporary files, too. */
    private List<StoredFile> stored(String table) throws IOException {
        Path path = new Path(table);
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        FileSystem files = FileSystem.get(URI.create(table), configuration);
        List<StoredFile> stored = new ArrayList<>();
        if (!files.exists(path)) {
            return stored;
        }
        RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            try (FSDataInputStream in = files.open(file.getPath())) {
                byte[] bytes = in.readAllBytes();
                stored.add(new StoredFile(
                        path.toUri().relativize(file.getPath().toUri()).getPath(),
                        new String(bytes, StandardCharsets.ISO_8859_1)));
            }
        }
        return stored;
    }
}
