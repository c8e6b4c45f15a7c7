package io.parquetkms.examples;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's YARN on one node: a ResourceManager and a NodeManager, and the containers that this one starts. All are processes. */
final class YarnCluster implements AutoCloseable {

    private static final String LOCALHOST = "127.0.0.1";
    private static final Pattern READY = Pattern.compile("Registered with ResourceManager");

    /** They say little, so that the wait is for the NodeManager, which repeats until the other answers. */
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private static final List<String> JVM =
            List.of("-Xmx256m", "-Dlog4j2.configurationFile=classpath:org/apache/spark/log4j2-defaults.properties");

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fs.defaultFS", "file:///"),
            Map.entry("yarn.nodemanager.address", LOCALHOST + ":0"),
            Map.entry("yarn.nodemanager.localizer.address", LOCALHOST + ":0"),
            Map.entry("yarn.nodemanager.webapp.address", LOCALHOST + ":0"),
            Map.entry("yarn.nodemanager.resource.memory-mb", "4096"),
            Map.entry("yarn.nodemanager.disk-health-checker.enable", "false"),
            Map.entry("yarn.nodemanager.vmem-check-enabled", "false"),
            Map.entry("yarn.scheduler.minimum-allocation-mb", "128"),
            Map.entry("yarn.scheduler.capacity.root.queues", "default"),
            Map.entry("yarn.scheduler.capacity.root.default.capacity", "100"),
            Map.entry("yarn.scheduler.capacity.maximum-am-resource-percent", "0.5"));

    private static final List<String> ADDRESSES =
            List.of("address", "scheduler.address", "resource-tracker.address", "admin.address", "webapp.address");

    private final Path directory;
    private final List<Daemon> daemons = new ArrayList<>();

    private YarnCluster(Path directory) {
        this.directory = directory;
    }

    /** @param jars Hadoop's, beside what Spark has of it */
    static YarnCluster start(String jars) throws IOException, InterruptedException {
        YarnCluster cluster = new YarnCluster(
                OutputDirectory.empty(Path.of("target", "jobs", "yarn").toAbsolutePath())
                        .root());
        try {
            cluster.writeSettings();
            cluster.start("resourcemanager.ResourceManager", NEVER, jars);
            cluster.start("nodemanager.NodeManager", READY, jars).awaitReady();
            return cluster;
        } catch (IOException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    private void writeSettings() throws IOException {
        Configuration settings = new Configuration(false);
        SETTINGS.forEach(settings::set);
        settings.set("yarn.nodemanager.local-dirs", directory.resolve("local").toString());
        settings.set(
                "yarn.nodemanager.log-dirs", directory.resolve("containers").toString());
        List<ServerSocket> free = new ArrayList<>();
        for (String address : ADDRESSES) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            free.add(socket);
            settings.set("yarn.resourcemanager." + address, LOCALHOST + ":" + socket.getLocalPort());
        }
        for (ServerSocket socket : free) {
            socket.close();
        }
        try (OutputStream site =
                Files.newOutputStream(Files.createDirectories(conf()).resolve("yarn-site.xml"))) {
            settings.writeXml(site);
        }
    }

    private Daemon start(String name, Pattern whenReady, String jars) throws IOException {
        List<String> classPath = List.of(conf().toString(), jars, System.getProperty("spark.class.path"));
        List<String> command = new ArrayList<>(JVM);
        command.add("org.apache.hadoop.yarn.server." + name);
        Daemon daemon = Daemon.start(
                new SparkJvm(classPath, Map.of("JAVA_HOME", System.getProperty("java.home")), SparkJvm.QUICK)
                        .running(command),
                directory.resolve(name + ".log"),
                whenReady);
        daemons.add(daemon);
        return daemon;
    }

    /** A directory with what its clients must know, for their class path. */
    Path conf() {
        return directory.resolve("conf");
    }

    @Override
    public void close() {
        daemons.forEach(Daemon::close);
    }

    @Override
    public String toString() {
        return "YARN, whose logs are in " + directory + File.separator;
    }
}
