package io.parquetkms.lake.replace.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that speaks S3's protocol and keeps all in memory: S3Proxy, in a JVM of its own with its own class path. */
final class S3Server implements AutoCloseable {

    private static final Path POM = Path.of("spark-examples", "class-paths", "s3-server");
    private static final Pattern READY = Pattern.compile("(?<=\\{127\\.0\\.0\\.1:)\\d+(?=})");

    private final Process process;
    private final URI uri;

    private S3Server(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static S3Server start(Path directory) throws IOException {
        Path properties = Files.writeString(directory.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=none
                s3proxy.ignore-unknown-headers=true
                jclouds.provider=transient
                jclouds.identity=any
                jclouds.credential=any
                """);
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-Dlogback.configurationFile=" + POM.resolve("logback.xml"),
                        "-cp",
                        Files.readString(POM.resolve("target").resolve("class-path.txt"))
                                .trim(),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        properties.toString())
                .redirectErrorStream(true)
                .start();
        try {
            return new S3Server(process, URI.create("http://127.0.0.1:" + port(process)));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String port(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                Thread reader = new Thread(() -> lines.lines().forEach(ignored -> {}), "log of S3Proxy");
                reader.setDaemon(true);
                reader.start();
                return ready.group();
            }
            said.append(line).append('\n');
        }
        throw new IOException("S3Proxy ended: " + said);
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
