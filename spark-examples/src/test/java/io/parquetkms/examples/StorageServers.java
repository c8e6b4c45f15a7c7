package io.parquetkms.examples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A server that speaks S3's protocol, with a bucket {@code lake}, and a small HDFS; each in a JVM of its own, with its own class path. */
final class StorageServers implements AutoCloseable {

    private static final Pattern S3_READY = Pattern.compile("(?<=\\{127\\.0\\.0\\.1:)\\d+(?=})");
    private static final Pattern HDFS_READY = Pattern.compile("(?<=namenode on port )\\d+");

    private final Daemon s3;
    private final Daemon hdfs;

    private StorageServers(Daemon s3, Daemon hdfs) {
        this.s3 = s3;
        this.hdfs = hdfs;
    }

    static StorageServers start(Path directory) throws Exception {
        Files.createDirectories(directory);
        Daemon s3 = s3(directory);
        Daemon hdfs = hdfs(directory);
        StorageServers servers = new StorageServers(s3, hdfs);
        try {
            createBucket(servers.s3Port());
            hdfs.awaitReady();
            return servers;
        } catch (IOException | InterruptedException e) {
            servers.close();
            throw e;
        }
    }

    private static Daemon s3(Path directory) throws IOException {
        Path properties = Files.writeString(directory.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=none
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=transient
                jclouds.identity=any
                jclouds.credential=any
                """);
        return start(
                directory.resolve("s3.log"),
                S3_READY,
                List.of(ClassPaths.text("s3-server")),
                List.of(
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + Path.of("class-paths", "s3-server", "logback.xml")),
                List.of("org.gaul.s3proxy.Main", "--properties", properties.toString()));
    }

    /** Alone. */
    static Daemon hdfs(Path directory) throws IOException {
        return start(
                directory.resolve("hdfs.log"),
                HDFS_READY,
                List.of(ClassPaths.text("hdfs")),
                List.of(
                        "-Xmx512m",
                        "-Dtest.build.data=" + directory.resolve("hdfs"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.hadoop.test=info"),
                List.of("org.apache.hadoop.test.MiniDFSClusterManager", "-format", "-nnport", "0"));
    }

    private static Daemon start(
            Path log, Pattern whenReady, List<String> classPath, List<String> options, List<String> command)
            throws IOException {
        return Daemon.start(new SparkJvm(classPath, Map.of(), options).running(command), log, whenReady);
    }

    /** As Maven resolved it. */
    private static void createBucket(int port) throws IOException, InterruptedException {
        HttpRequest put = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/lake"))
                .PUT(BodyPublishers.noBody())
                .build();
        int status =
                HttpClient.newHttpClient().send(put, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("No bucket: " + status);
        }
    }

    int s3Port() throws IOException, InterruptedException {
        return Integer.parseInt(s3.awaitReady());
    }

    /** One whose Spark can speak to both; where S3 is, it says itself. */
    static SparkSubmit job(String name) throws IOException {
        return SparkSubmit.in(name)
                .withJar(System.getProperty("tests.jar"))
                .withClassPath(ClassPaths.of("s3a"))
                .withSettings(s3aSettings());
    }

    static Map<String, String> s3aSettings() {
        String factory = "spark.hadoop.mapreduce.outputcommitter.factory.scheme.";
        String committers = "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory";
        String s3a = "org.apache.hadoop.fs.s3a.S3AFileSystem";
        return Map.of(
                "spark.hadoop.fs.s3a.access.key",
                "any",
                "spark.hadoop.fs.s3a.secret.key",
                "any",
                "spark.hadoop.fs.s3a.endpoint.region",
                "eu-west-1",
                "spark.hadoop.fs.s3a.path.style.access",
                "true",
                "spark.hadoop.fs.s3.impl",
                s3a,
                "spark.hadoop.fs.s3n.impl",
                s3a,
                factory + "s3a",
                committers,
                factory + "s3",
                committers,
                factory + "s3n",
                committers);
    }

    /** The root of the file system. */
    String hdfs() throws IOException, InterruptedException {
        return "hdfs://localhost:" + hdfs.awaitReady();
    }

    @Override
    public void close() {
        s3.close();
        hdfs.close();
    }
}
