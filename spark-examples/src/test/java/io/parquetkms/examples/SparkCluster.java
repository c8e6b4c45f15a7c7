package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster of real processes: a Master, Workers, and the executors that they start for each application.
 * The library is on none of their class paths.
 */
public final class SparkCluster implements AutoCloseable {

    private static final String LOCALHOST = "127.0.0.1";

    /** One for each Worker: Spark speculates on another host only, and goes by the name. */
    private static final List<String> HOSTS = List.of(LOCALHOST, "localhost");

    private static final String TALKATIVE = "classpath:org/apache/spark/log4j2-defaults.properties";
    private static final Pattern MASTER_READY = Pattern.compile("(?<=Starting Spark master at )spark://\\S+");
    private static final Pattern WORKER_READY = Pattern.compile("Successfully registered with master");

    private final Path directory;
    private final int executors;
    private final Map<String, String> rpcSettings;
    private final List<Daemon> daemons = new ArrayList<>();
    private String master = "";

    private SparkCluster(Path directory, int executors, Map<String, String> rpcSettings) {
        this.directory = directory;
        this.executors = executors;
        this.rpcSettings = rpcSettings;
    }

    /** @param executors with a core each, shared out among two Workers; a single one has a Worker of its own */
    public static SparkCluster start(RpcSecurity rpc, int executors) throws Exception {
        Path directory = Path.of("target", "jobs", "cluster-" + rpc.name().toLowerCase(Locale.ROOT) + "-" + executors)
                .toAbsolutePath();
        Files.createDirectories(directory.resolve("home/jars"));
        SparkCluster cluster = new SparkCluster(directory, executors, rpc.settings(directory));
        try {
            cluster.startDaemons();
            return cluster;
        } catch (IOException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    private void startDaemons() throws IOException, InterruptedException {
        Daemon first = start("master", MASTER_READY, "org.apache.spark.deploy.master.Master", LOCALHOST, "--port", "0");
        master = first.awaitReady();
        int workers = Math.min(executors, HOSTS.size());
        for (int i = 0; i < workers; i++) {
            startWorker(HOSTS.get(i), (executors + i) / workers);
        }
        for (Daemon daemon : daemons) {
            daemon.awaitReady();
        }
    }

    private void startWorker(String host, int cores) throws IOException {
        start(
                "worker-" + host,
                WORKER_READY,
                "org.apache.spark.deploy.worker.Worker",
                host,
                "--cores",
                String.valueOf(cores),
                "--memory",
                "4g",
                "--work-dir",
                directory.resolve("work-" + host).toString(),
                master);
    }

    private Daemon start(String name, Pattern whenReady, String mainClass, String host, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx256m", "-Dlog4j2.configurationFile=" + TALKATIVE));
        rpcSettings.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.addAll(List.of(mainClass, "--host", host, "--webui-port", "0"));
        command.addAll(List.of(arguments));
        String classPath = System.getProperty("spark.class.path");
        Daemon daemon = Daemon.start(
                new SparkJvm(List.of(classPath), environment(classPath), SparkJvm.quick()).running(command),
                directory.resolve(name + ".log"),
                whenReady);
        daemons.add(daemon);
        return daemon;
    }

    /** What a Worker needs to start executors where no Spark distribution is; they inherit it. */
    private Map<String, String> environment(String classPath) {
        Map<String, String> environment = new HashMap<>(Signer.EXECUTORS.environment());
        environment.put("SPARK_HOME", directory.resolve("home").toString());
        environment.put("SPARK_LOCAL_DIRS", directory.resolve("local").toString());
        environment.put("SPARK_SCALA_VERSION", System.getProperty("spark.scala.version"));
        environment.put("SPARK_DIST_CLASSPATH", classPath);
        return environment;
    }

    /** What whoever talks to its processes must have, the secret among it. */
    Map<String, String> rpcSettings() {
        return Map.copyOf(rpcSettings);
    }

    public int executors() {
        return executors;
    }

    /**
     * An application that begins once all its executors are there. Each has one core: as many tasks as there are executors
     * are at work at once, one on each.
     */
    public SparkSubmit application(String name) throws IOException {
        return SparkSubmit.in(name)
                .withJar(System.getProperty("tests.jar"))
                .withSettings(rpcSettings)
                .withSettings(Map.ofEntries(
                        Map.entry("spark.master", master),
                        Map.entry("spark.app.name", name),
                        Map.entry("spark.driver.host", LOCALHOST),
                        Map.entry("spark.driver.bindAddress", LOCALHOST),
                        Map.entry("spark.ui.enabled", "false"),
                        Map.entry("spark.cores.max", String.valueOf(executors)),
                        Map.entry("spark.executor.cores", "1"),
                        Map.entry("spark.executor.memory", "512m"),
                        Map.entry("spark.executor.extraJavaOptions", quoted(SparkJvm.quick())),
                        Map.entry("spark.scheduler.minRegisteredResourcesRatio", "1.0"),
                        Map.entry("spark.scheduler.maxRegisteredResourcesWaitingTime", "600s"),
                        Map.entry("spark.locality.wait", "0s")));
    }

    /** As Spark splits them. */
    private static String quoted(List<String> options) {
        return options.stream().map(option -> '"' + option + '"').collect(Collectors.joining(" "));
    }

    /** The executors at work. */
    Stream<ProcessHandle> executorProcesses() {
        return daemons.stream().flatMap(Daemon::descendants);
    }

    @Override
    public void close() throws IOException {
        daemons.forEach(Daemon::close);
        deleteCopiesOfJars();
    }

    /** Each executor has its own; the logs beside them stay. */
    private void deleteCopiesOfJars() throws IOException {
        List<Path> jars;
        try (Stream<Path> all = Files.walk(directory)) {
            jars = all.filter(path -> path.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            Files.delete(jar);
        }
    }

    @Override
    public String toString() {
        return "the cluster whose logs are in " + directory;
    }
}
