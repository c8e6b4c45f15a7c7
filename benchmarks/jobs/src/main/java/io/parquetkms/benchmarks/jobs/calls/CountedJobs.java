package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.benchmarks.jobs.model.Way;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.Gate;
import io.parquetkms.examples.Signer;
import io.parquetkms.examples.SparkCluster;
import io.parquetkms.examples.SparkSubmit;
import io.parquetkms.examples.StepsResult;
import io.parquetkms.examples.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jobs of one way to get keys on one cluster, each application in JVMs of its own, and a KMS that counts. */
final class CountedJobs implements AutoCloseable {

    /** How many steps, lifetimes or applications there are where there are several. */
    private static final int SEVERAL = 3;

    /** For an application to get to the next step, on a machine that has other work too. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int LINES_OF_COMPLAINTS = 10;

    private final SparkCluster cluster;
    private final Way way;
    private final CallsOptions options;
    private final CallsProgress progress;
    private final Expected expected;
    private final ClusterKms kms;
    private final List<Count> counts;
    private final String name;
    private final Path tables;
    private int applications;

    /** @param counts gets what is counted */
    CountedJobs(SparkCluster cluster, Way way, CallsOptions options, CallsProgress progress, List<Count> counts)
            throws IOException {
        this.cluster = cluster;
        this.way = way;
        this.options = options;
        this.progress = progress;
        this.counts = counts;
        expected = new Expected(options, cluster.executors(), way);
        kms = new ClusterKms(options.table().keyNames());
        name = "calls/" + cluster.executors() + "-" + way.option();
        tables = Path.of("target", "jobs").resolve(name).resolve("tables").toAbsolutePath();
        delete(tables);
    }

    void count() throws IOException, InterruptedException {
        for (CallsOptions.Case wanted : options.cases()) {
            switch (wanted) {
                case JOB -> job();
                case APPENDS -> appends();
                case LONG -> longJob();
            }
        }
    }

    private void job() throws IOException, InterruptedException {
        Path table = tables.resolve("job");
        progress.begin("write");
        finish(start(Map.of(), write(table)), write(table));
        check(table, 1);
        add("write", expected.write(1));
        progress.begin("read, and read again");
        try (Gate gate = Gate.open(PATIENCE)) {
            SparkSubmit.Running reader = start(gate.settings(), read(table), "meet:read", read(table));
            Gate.Arrival between = arrival(gate, reader);
            add("read, by a new application", expected.read(1, 1));
            between.goOn();
            finish(reader, read(table));
        }
        add("read again, by the same", expected.readAgain(1, false));
    }

    private void appends() throws IOException, InterruptedException {
        Path table = tables.resolve("appends");
        for (int i = 1; i <= SEVERAL; i++) {
            progress.begin("append " + i);
            finish(start(Map.of(), write(table)), write(table));
            check(table, i);
            add("append " + i + ", by an application of its own", expected.write(1));
        }
        progress.begin("read all appends");
        finish(start(Map.of(), read(table)), read(table));
        add("read all " + SEVERAL + " appends", expected.read(1, SEVERAL));
    }

    /** Once in each of several cache lifetimes. */
    private void longJob() throws IOException, InterruptedException {
        Path table = tables.resolve("long");
        progress.begin("write over " + SEVERAL + " lifetimes");
        outlive("write", write(table), expected.write(1), expected.writeAgain());
        check(table, SEVERAL);
        progress.begin("read over " + SEVERAL + " lifetimes");
        outlive("read", read(table), expected.read(SEVERAL, 1), expected.readAgain(SEVERAL, true));
    }

    /** Several times the same step, each in a lifetime of its own. */
    private void outlive(String what, String step, Map<String, Long> first, Map<String, Long> again)
            throws IOException, InterruptedException {
        try (Gate gate = Gate.open(PATIENCE)) {
            Map<String, String> settings = new HashMap<>(gate.settings());
            settings.put(
                    "spark.hadoop.parquet.encryption.cache.lifetime.seconds",
                    String.valueOf(options.lifetime().toSeconds()));
            SparkSubmit.Running job = start(settings, step, "meet:first", step, "meet:second", step);
            for (int lifetime = 1; lifetime < SEVERAL; lifetime++) {
                Gate.Arrival between = arrival(gate, job);
                add(what + " in cache lifetime " + lifetime, lifetime == 1 ? first : again);
                TimeUnit.MILLISECONDS.sleep(options.lifetime().toMillis() + 500); // it has to be over
                between.goOn();
            }
            finish(job, step);
            add(what + " in cache lifetime " + SEVERAL, again);
        }
    }

    private static String write(Path table) {
        return "write:" + table;
    }

    private static String read(Path table) {
        return "read:" + table;
    }

    private SparkSubmit.Running start(Map<String, String> settings, String... steps) throws IOException {
        applications++;
        SparkSubmit application = cluster.application(name + "/" + applications)
                .withJar(System.getProperty("jobs.jar"))
                .withEnvironment(Signer.DRIVER.environment())
                .withSettings(settings);
        WideTable table = options.table();
        List<String> arguments = Stream.concat(
                        Stream.of(
                                String.valueOf(table.columns()),
                                String.valueOf(table.keys()),
                                KeysFrom.keyPrefix(way),
                                String.valueOf(options.files())),
                        Stream.of(steps))
                .toList();
        return KeysFrom.equip(application, way, kms).start(CallsJob.class, arguments);
    }

    private Gate.Arrival arrival(Gate gate, SparkSubmit.Running job) throws IOException, InterruptedException {
        job.process().onExit().thenRun(gate::nobodyWillCome);
        try {
            return gate.next();
        } catch (IOException e) {
            job.process().destroyForcibly();
            throw new IOException(failed(job, job.complaints()), e);
        }
    }

    private static String failed(SparkSubmit.Running job, String complaints) {
        return "A job failed: see " + job.directory() + "\n"
                + complaints.lines().limit(LINES_OF_COMPLAINTS).collect(Collectors.joining("\n"));
    }

    /** A count only means something if every executor took part in the step. */
    private void finish(SparkSubmit.Running job, String step) throws IOException, InterruptedException {
        SparkSubmit.Result result = job.finish();
        if (result.status() != 0) {
            throw new IOException(failed(job, result.err()));
        }
        List<String> executors = StepsResult.of(result).places().getOrDefault(step, List.of());
        if (executors.size() != cluster.executors()) {
            throw new IOException("Only " + executors.size() + " of " + cluster.executors() + " executors took part in "
                    + step + ": see " + job.directory());
        }
    }

    private void check(Path table, int steps) throws IOException {
        TableFiles files = TableFiles.in(table);
        if (files.count() != cluster.executors() * options.files() * steps || !files.allEncrypted()) {
            throw new IOException("Not what was to be written, or not encrypted: " + table);
        }
    }

    private void add(String what, Map<String, Long> model) {
        Count count = new Count(cluster.executors(), way, what, kms.takeCalls(), model);
        counts.add(count);
        progress.counted(count);
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> entries = Files.walk(directory)) {
            deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    @Override
    public void close() {
        kms.close();
    }
}
