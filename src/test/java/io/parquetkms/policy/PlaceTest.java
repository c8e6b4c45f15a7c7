package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceTest {

    private static final String UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";

    /** One place on each line, spelt in many ways. */
    private static final String SPELLINGS = """
            s3a://bucket/pii/f    | s3://bucket/pii/f s3n://bucket/pii/f S3A://Bucket/pii/f s3a://bucket//pii/./f s3a://bucket/x/../pii/f
            s3a://bucket/pii/f    | hoodie-s3a://bucket/pii/f hoodie-s3://bucket/pii/f s3n://id:secret@bucket/pii/f
            hdfs://nn:8020/pii/f  | hdfs://nn/pii/f hdfs://NN:9000/pii/f webhdfs://nn:9870/pii/f swebhdfs://nn:9871/pii/f
            hdfs://nn:8020/pii/f  | hdfs:/pii/f hdfs:///pii/f /pii/f webhdfs:/pii/f hoodie-hdfs://nn/pii/f
            hdfs://nn:8020/pii/f  | hdfs://nn/.reserved/raw/pii/f hdfs://nn/pii/.snapshot/s1/f /pii/.snapshot/s1/f
            hdfs://nn:8020/pii/f  | viewfs://view/secret/f viewfs://VIEW/secret/f viewfs:/secret/f
            abfss://c@a.dfs.core.windows.net/f | abfs://c@a.dfs.core.windows.net/f wasbs://c@a.blob.core.windows.net/f
            abfss://c@a.dfs.core.windows.net/f | wasb://C@A.blob.core.windows.net/f abfs://c@a.DFS.core.windows.net//f
            file:/pii/f           | file:///pii/f FILE:/pii/f file:///pii//f hoodie-file:/pii/f file:/../pii/f file:/x/../../pii/f
            gs://bucket/pii/f     | GS://bucket/pii/f hoodie-gs://bucket/pii/f gs://bucket/pii/a/../f
            hdfs://ha/pii/f       | hdfs://nn1/pii/f hdfs://nn2:8020/pii/f webhdfs://nn1:9870/pii/f
            """;

    private static Configuration cluster() {
        return TestSettings.configuration(
                "fs.defaultFS", "hdfs://nn:8020",
                "fs.viewfs.mounttable.view.link./secret", "hdfs://nn:8020/pii",
                "fs.viewfs.mounttable.view.link./", "hdfs://nn:8020/other",
                "fs.viewfs.mounttable.default.link./secret", "hdfs:/pii",
                "fs.viewfs.mounttable.default.linkFallback", "hdfs://nn/rest",
                "dfs.nameservices", "ha",
                "dfs.ha.namenodes.ha", "nn1,nn2",
                "dfs.namenode.rpc-address.ha.nn1", "nn1:8020",
                "dfs.namenode.rpc-address.ha.nn2", "nn2:8020",
                "dfs.namenode.http-address.ha.nn1", "nn1:9870");
    }

    private static boolean covers(Configuration configuration, String glob, String path) {
        return EncryptedPaths.of(List.of(glob)).cover(configuration, new Path(path));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SPELLINGS)
    void spellings_ofOnePlace_areCoveredByEachOther(String one, String others) {
        for (String other : others.split(" +", -1)) {
            assertThat(covers(cluster(), one, other))
                    .as(one + " covers " + other)
                    .isTrue();
            if (!other.contains("/.")) {
                assertThat(covers(cluster(), other, one))
                        .as(other + " covers " + one)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = SPELLINGS)
    void spellings_ofOnePlace_overlap(String one, String others) {
        for (String other : others.split(" +", -1)) {
            assertThat(Datasets.overlap(cluster(), new Path(one), new Path(other)))
                    .as(one + " and " + other)
                    .isTrue();
            assertThat(Datasets.overlap(cluster(), new Path(one, "below"), new Path(other)))
                    .as("below " + one + ", and " + other)
                    .isTrue();
            assertThat(Datasets.overlap(cluster(), new Path(one), new Path(other, "below")))
                    .as(one + ", and below " + other)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://bucket/pii, s3a://bucket2/pii",
        "s3a://bucket/pii, s3a://bucket/pii2",
        "s3a://bucket/pii, gs://bucket/pii",
        "hdfs://nn/pii, hdfs://other/pii",
        "hdfs://nn/pii, file:/pii",
        "viewfs://view/secret, hdfs://nn/secret",
    })
    void otherPlace_doesNotOverlap(String one, String other) {
        assertThat(Datasets.overlap(cluster(), new Path(one), new Path(other))).isFalse();
        assertThat(Datasets.overlap(cluster(), new Path(other), new Path(one))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "s3a://bucket/pii, s3a://bucket2/pii/f",
        "s3a://bucket/pii, gs://bucket/pii/f",
        "s3a://bucket/pii, s3a://bucket/x/pii/f",
        "hdfs://nn/pii, hdfs://other/pii/f",
        "hdfs://nn/pii, file:/pii/f",
        "hdfs:///pii, hdfs://nn/x/pii/f",
        "file:/pii, /pii/f", // the default file system is HDFS
        "hdfs://ha/pii, hdfs://nn3/pii/f",
        "viewfs://view/secret, hdfs://nn/secret/f",
        "hdfs://nn/pii, viewfs://view/pii/f",
        "abfs://c@a.dfs.core.windows.net/, abfs://c2@a.dfs.core.windows.net/f",
        "hdfs://nn/pii, hdfs://nn/pii/../free/f",
    })
    void otherPlace_isNotCovered(String glob, String path) {
        assertThat(covers(cluster(), glob, path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "viewfs://view/a/f, hdfs://nn/other/a/f",
        "viewfs:///a/f, hdfs://nn/rest/a/f",
        "hdfs://nn/rest/a/f, viewfs:///a",
        "hdfs://nn/other/a/f, viewfs://view/a",
    })
    void mountTable_itsRootAndFallback(String path, String glob) {
        assertThat(covers(cluster(), glob, path)).isTrue();
    }

    @Test
    void mountTable_ofANameService_isReachedByItsNameNodesAndNotWhereAnotherMountHidesIt() {
        Configuration configuration = cluster();
        configuration.set("fs.viewfs.mounttable.v.link./", "hdfs://ha/pii");
        configuration.set("fs.viewfs.mounttable.v.link./x/", "hdfs://ha/free");
        assertThat(covers(configuration, "viewfs://v/a", "webhdfs://nn1:9870/pii/a/f"))
                .isTrue();
        assertThat(covers(configuration, "viewfs://v/a", "hdfs://nn2/.reserved/raw/pii/.snapshot/s1/a/f"))
                .isTrue();
        assertThat(covers(configuration, "hdfs://nn2/pii/a", "viewfs://v/a/f")).isTrue();
        assertThat(covers(configuration, "viewfs://v/x", "hdfs://ha/pii/x/f")).isFalse();
        assertThat(covers(configuration, "hdfs://ha/free", "hdfs://ha/pii/x/f")).isFalse();
        assertThat(covers(configuration, "hdfs://ha/free", "viewfs://v/x/f")).isTrue();
    }

    @Test
    void mountTable_ofManyTargets_isEachOfThem() {
        Configuration configuration = TestSettings.configuration(
                "fs.viewfs.mounttable.v.linkNfly.minReplication=2./data", "s3a://one/data,s3a://two/data");
        assertThat(covers(configuration, "s3://two/data", "viewfs://v/data/f")).isTrue();
        assertThat(covers(configuration, "s3://three/data", "viewfs://v/data/f"))
                .isFalse();
    }

    @Test
    void mountTable_thatIsNotUnderstood_isEverywhere() {
        Configuration configuration = TestSettings.configuration(
                "fs.viewfs.mounttable.v.linkRegex..^/(?<user>\\w+)", "s3a://one/${user}",
                "fs.viewfs.mounttable.v.link./data", "s3a://two/data");
        assertThat(covers(configuration, "s3a://three/x", "viewfs://v/alice/f")).isTrue();
        assertThat(covers(configuration, "s3a://three/x", "viewfs://v/data/f")).isFalse();
    }

    @Test
    void inode_isEverywhere() {
        assertThat(covers(cluster(), "/pii", "hdfs://nn/.reserved/.inodes/16392"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "file:///", "", "not a file system", "::", "//"})
    void defaultFileSystem_thatIsNone_isLocal(String none) {
        Configuration configuration = TestSettings.configuration("fs.defaultFS", none);
        assertThat(covers(configuration, "/pii", "/pii/f")).isTrue();
    }

    @Test
    void defaultFileSystem_withoutScheme_isHdfs() {
        Configuration configuration = TestSettings.configuration("fs.defaultFS", "nn:8020");
        assertThat(covers(configuration, "hdfs://nn/pii", "/pii/f")).isTrue();
    }

    @Test
    void defaultFileSystem_ofAnotherScheme_leavesTheAuthorityOpen() {
        assertThat(covers(new Configuration(false), "hdfs://nn/pii", "hdfs:/pii/f"))
                .isTrue();
    }

    @Test
    void relativePath_isBelowTheWorkingDirectoryOrEverywhere() {
        String working = System.getProperty("user.dir");
        assertThat(covers(new Configuration(false), working + "/out", "out/f")).isTrue();
        assertThat(covers(new Configuration(false), working + "/other", "out/f"))
                .isFalse();
        assertThat(covers(cluster(), "/pii", "out/f")).isTrue();
        assertThat(Place.of(cluster(), new Path("out/f")).unknown()).contains("relative");
    }

    /** What committers of Hadoop, Spark, S3A and Hive really make of {@code out} and a partition. */
    @ParameterizedTest
    @CsvSource({
        "_temporary/0/_temporary/attempt_202611010000_0001_m_000000_0/date=1/part-0.parquet",
        "_temporary/1/task_202611010000_0001_m_000000/date=1/part-0.parquet",
        "_temporary/_attempt_202611010000_0001_r_000000_0/date=1/part-0.parquet",
        "_temporary/manifest_" + UUID + "/0/tasks/attempt_202611010000_0001_m_000000_0/date=1/part-0.parquet",
        ".spark-staging-" + UUID + "/_temporary/0/_temporary/attempt_2026_0001_m_000000_0/date=1/part-0.parquet",
        ".spark-staging-" + UUID + "/date=1/part-0.parquet",
        "__magic/job-" + UUID + "/00/tasks/attempt_2026_0001_m_000000_0/__base/date=1/part-0.parquet",
        "__magic_job-" + UUID + "/job-" + UUID + "/00/tasks/attempt_2026_0001_m_000000_0/__base/date=1/part-0.parquet",
        ".hive-staging_hive_2026-11-01_10-00-00_123_4567890-1/-ext-10000/date=1/000000_0",
        ".hive-staging_hive_2026-11-01_10-00-00_123_4567890-1/_task_tmp.-ext-10000/date=1/_tmp.000000_0",
        ".hive-staging_hive_2026-11-01_10-00-00_123_4567890-1/-ext-10000/_temporary/0/_temporary/attempt_2026_0001_m_0_0/date=1/f",
        "staged_hive_2026-11-01_10-00-00_123_4567890-1/_tmp.-ext-10002/date=1/000000_0",
        ".hive-staging_hive_2026-11-01_10-00-00_123_4567890-1/-tmp.-ext-10000/date=1/000000_0",
    })
    void committersPath_isThePartition(String path) {
        String table = "s3a://bucket/out/";
        assertThat(covers(cluster(), "s3://bucket/out/date=1", table + path)).isTrue();
        assertThat(covers(cluster(), "s3://bucket/*/date=1", table + path)).isTrue();
        assertThat(covers(cluster(), "s3://bucket/out", table + path)).isTrue();
        assertThat(covers(cluster(), "s3://bucket/elsewhere", table + path)).isFalse();
        assertThat(Place.of(cluster(), new Path(table + path)).toString()).startsWith("s3://bucket/out/date=1/");
        assertThat(Datasets.of(new Configuration(false), new Path(table + path)))
                .isEqualTo("s3a://bucket/out");
        if (!path.contains("hive")) {
            assertThat(covers(cluster(), "s3://bucket/out/date=2", table + path))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/out/_temporary/0/_temporary/attempt_1_0001_m_0_0/0/f, /out/0/f",
        "/out/_temporary/0/_temporary/attempt_1_0001_m_0_0/tasks/attempt_1/f, /out/tasks/attempt_1/f",
        "/out/_temporary/0/f, /out/f",
        "/_temporary/0/_temporary/attempt_1_0001_m_0_0/f, /f",
        "/out/_temporary, /out/_temporary",
        "/out/_temporary_tables/f, /out/_temporary_tables/f",
        "/out/my__magic/f, /out/my__magic/f",
        "/out/__magic/job-1/f, /out/f",
        "/out/.spark-staging/f, /out/.spark-staging/f",
        "/out/archive_hive_2026-01/f, /out/archive_hive_2026-01/f",
    })
    void committersPath_edges(String path, String place) {
        assertThat(Place.of(new Configuration(false), new Path(path))).hasToString("file:" + place);
    }

    @Test
    void hive_staticPartition_isSomewhereBelowTheTable() {
        String file = "/out/.hive-staging_hive_2026-11-01_10-00-00_123_4567890-1/-ext-10000/part-0";
        assertThat(covers(cluster(), "/out/date=1", file)).isTrue();
        assertThat(covers(cluster(), "/out/date=*", file)).isTrue();
        assertThat(covers(cluster(), "*/date=1", file)).isTrue();
        assertThat(covers(cluster(), "/output", file)).isFalse();
        assertThat(covers(cluster(), "/other/date=*", file)).isFalse();
    }

    @Test
    void hive_stagingElsewhere_isEverywhere() {
        Configuration configuration = TestSettings.configuration("hive.exec.stagingdir", "/tmp/staging");
        String file = "/tmp/staging_hive_2026-11-01_10-00-00_123_4567890-1/-ext-10000/part-0";
        assertThat(covers(configuration, "/pii", file)).isTrue();
        assertThat(Place.of(configuration, new Path(file)).unknown()).contains("hive.exec.stagingdir");
    }

    @Test
    void spark_partitionWithItsOwnLocation_isEverywhere() {
        String file = "/out/.spark-staging-" + UUID + "/" + UUID + "-part-00000-" + UUID + ".c000.snappy.parquet";
        assertThat(covers(cluster(), "s3a://far/away", file)).isTrue();
        assertThat(Place.of(cluster(), new Path(file)).unknown()).contains("LOCATION");
        assertThat(Datasets.of(new Configuration(false), new Path(file))).isEqualTo("/out");
    }

    /** As {@code StagingCommitter.taskAttemptWorkingPath} makes it, in a directory of {@code fs.s3a.buffer.dir}. */
    @ParameterizedTest
    @CsvSource({
        "mapreduce.output.fileoutputformat.outputdir, s3a://bucket/out",
        "mapred.output.dir, s3a://bucket/out/",
        "mapreduce.output.fileoutputformat.outputdir, s3a://bucket/out/.spark-staging-" + UUID,
    })
    void s3a_stagingCommitter_isWhereTheJobsOutputGoes(String property, String output) {
        Configuration job = TestSettings.configuration(property, output);
        String attempt =
                "file:/tmp/hadoop-me/s3a/" + UUID + "/_temporary/0/_temporary/attempt_202611010000_0001_m_000000_0/";
        assertThat(covers(job, "s3://bucket/out/date=1", attempt + "date=1/part-0.parquet"))
                .isTrue();
        assertThat(covers(job, "s3://bucket/out/date=2", attempt + "date=1/part-0.parquet"))
                .isFalse();
        assertThat(covers(job, "s3://bucket/out", attempt + "part-0.parquet")).isTrue();
        assertThat(covers(job, "s3://bucket/out", "file:/tmp/else/part-0.parquet"))
                .isFalse();
        assertThat(Place.of(job, new Path(attempt + "date=1/part-0.parquet")))
                .hasToString("s3://bucket/out/date=1/part-0.parquet");
    }

    @Test
    void outputDirectory_thatIsNone_isNotAskedFor() {
        Configuration job = TestSettings.configuration("mapreduce.output.fileoutputformat.outputdir", ":");
        assertThat(covers(job, "/pii", "/tmp/_temporary/0/_temporary/attempt_1/f"))
                .isFalse();
    }

    @Test
    void symbolicLinks_areFollowed(@TempDir java.nio.file.Path directory) throws IOException {
        java.nio.file.Path real = Files.createDirectories(directory.toRealPath().resolve("real/deep"));
        java.nio.file.Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        java.nio.file.Path dangling = Files.createSymbolicLink(
                directory.resolve("new.parquet"), java.nio.file.Path.of("real/deep/new.parquet"));
        Configuration local = new Configuration(false);
        assertThat(covers(local, real.toString(), link + "/a/f")).isTrue();
        assertThat(covers(local, real.toString(), "file:" + link + "/f")).isTrue();
        assertThat(covers(local, real.toString(), link + "/_temporary/0/_temporary/attempt_1/a/f"))
                .isTrue();
        assertThat(covers(local, real.getParent() + "/*/a", link + "/a/f")).isTrue();
        assertThat(covers(local, link.toString(), real + "/f")).isTrue();
        assertThat(covers(local, link + "/a*", real + "/a/f")).isTrue();
        assertThat(covers(local, real.toString(), dangling.toString())).isTrue();
        assertThat(covers(local, real + "/b", link + "/a/f")).isFalse();
        assertThat(covers(local, link.toString(), directory + "/other/f")).isFalse();
        assertThat(covers(cluster(), link.toString(), "hdfs://nn" + real + "/f"))
                .isFalse();
    }

    @Test
    void symbolicLinks_inACircle_areLeft(@TempDir java.nio.file.Path directory) throws IOException {
        java.nio.file.Path one = directory.resolve("one");
        Files.createSymbolicLink(one, directory.resolve("two"));
        Files.createSymbolicLink(directory.resolve("two"), one);
        assertThat(covers(new Configuration(false), one.toString(), one + "/f")).isTrue();
        assertThat(covers(new Configuration(false), "/pii", one + "/f")).isFalse();
    }

    @Test
    void directoryWithWildcardsInItsName_behindALink(@TempDir java.nio.file.Path directory) throws IOException {
        java.nio.file.Path real = Files.createDirectory(directory.toRealPath().resolve("a[b]{c}*"));
        java.nio.file.Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        assertThat(covers(new Configuration(false), link + "/x*", real + "/x/f"))
                .isTrue();
        assertThat(covers(new Configuration(false), link.toString(), real + "/x/f"))
                .isTrue();
    }

    @Test
    void percentEncoding_isAsHadoopHasIt() {
        assertThat(covers(cluster(), "/a%20b", "/a%20b/f")).isTrue();
        assertThat(covers(cluster(), "/a%20b", "/a b/f")).isFalse();
        assertThat(EncryptedPaths.of(List.of("/a b")).cover(cluster(), new Path(URI.create("hdfs:/a%20b/f"))))
                .isTrue();
    }

    @Test
    void anyPath_makesAPlace() {
        String[] parts = {
            "/",
            "//",
            ":",
            "a",
            "s3a",
            "hdfs",
            "file",
            "viewfs",
            "hoodie-",
            "@",
            "_temporary",
            "__magic",
            "__base",
            "..",
            ".",
            ".spark-staging-1",
            "_hive_2026-11-01_10-00-00_1_1-1",
            "-ext-1",
            "\u0000",
            "%",
            "%zz",
            "?",
            "#",
            "[",
            "\\",
            " ",
            "é",
            "0",
            "attempt_",
            "tasks",
            "manifest_",
            "*",
            "{",
            "=",
            ".snapshot",
            ".reserved/raw",
            "nn:8020",
            "default",
            "b[c]",
            "\uD800"
        };
        Random random = new Random(13);
        EncryptedPaths globs = EncryptedPaths.of(
                List.of("/pii", "*://x*/a", "s3a://b/*/[a-z]", "hdfs:/x", "viewfs://view/secret/*", "*a"));
        int places = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            Path path;
            try {
                path = new Path(text.toString());
            } catch (IllegalArgumentException e) {
                continue; // none, for Hadoop
            }
            Configuration configuration = random.nextBoolean() ? cluster() : new Configuration(false);
            configuration.set("mapreduce.output.fileoutputformat.outputdir", text.toString());
            assertThat(Place.of(configuration, path).toString()).isNotNull();
            globs.cover(configuration, path);
            assertThat(Datasets.of(new Configuration(false), path)).isNotNull();
            places++;
        }
        assertThat(places).isGreaterThan(2_000);
    }
}
