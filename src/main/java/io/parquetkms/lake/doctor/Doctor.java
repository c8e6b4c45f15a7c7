package io.parquetkms.lake.doctor;

import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.hadoop.conf.Configuration;

/**
 * Finds out why a job would fail, before it runs: settings, credentials, Region, keys, rights, files, policy. It changes nothing. It makes
 * at most two requests for each Region and process, three for each key and process, and one for each key that the looked-at files name.
 *
 * <pre>{@code
 * for (Finding finding : Doctor.of(configuration).paths(List.of("s3a://lake/customer")).examine()) {
 *     System.out.println(finding.severity() + " " + finding.what() + " " + finding.remedy());
 * }
 * }</pre>
 *
 * <p>Immutable; safe on any thread.
 */
public final class Doctor {

    /** Starts what works on files. */
    @FunctionalInterface
    public interface Processes {

        /** Starts it; closed once each process was asked. */
        Workers open() throws IOException;
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Job job;
    private final Duration timeout;

    private Doctor(Job job, Duration timeout) {
        this.job = job;
        this.timeout = timeout;
    }

    /** Of a job that reads and writes, with this configuration. */
    public static Doctor of(Configuration configuration) {
        return new Doctor(new Job(configuration, Map.of(), List.of(), Purpose.BOTH), TIMEOUT);
    }

    /** The same, with directories, files or globs that it would read or write: a few files of each are looked at. */
    public Doctor paths(List<String> paths) {
        return new Doctor(new Job(job.configuration(), job.settings(), paths, job.purpose()), timeout);
    }

    /** The same, with Spark's settings, by name. */
    public Doctor sparkSettings(Map<String, String> settings) {
        return new Doctor(new Job(job.configuration(), settings, job.paths(), job.purpose()), timeout);
    }

    /** The same, where the job only reads, or only writes: what it needs no right for is then no failure. */
    public Doctor purpose(Purpose purpose) {
        return new Doctor(new Job(job.configuration(), job.settings(), job.paths(), purpose), timeout);
    }

    /** The same, with another time for each check; by default 20 seconds. */
    public Doctor timeout(Duration each) {
        return new Doctor(job, each);
    }

    /** What is found in this process. */
    public List<Finding> examine() throws IOException {
        return examine(() -> new LocalWorkers(job.configuration(), 1));
    }

    /**
     * What is found in this process, and in each of those that would work on files.
     *
     * @throws IOException if executors can't be asked
     */
    public List<Finding> examine(Processes processes) throws IOException {
        List<Engine> engines = engines();
        List<Finding> found = new ArrayList<>(here(List.of(Check.of("settings", SettingsCheck::examine))));
        boolean readable = found.stream().noneMatch(finding -> finding.severity() == Severity.FAIL);
        if (readable) {
            found.addAll(here(ofSettings()));
            found.addAll(running(processes, engines));
        } else {
            found.add(Finding.of(
                            Severity.NOT_CHECKED,
                            "Credentials, keys and files are not asked for before the settings can be read",
                            "")
                    .by("settings"));
            found.addAll(ofEngines(engines));
        }
        return found;
    }

    /** While the application runs, if it does. */
    private List<Finding> running(Processes processes, List<Engine> engines) throws IOException {
        List<Finding> found = new ArrayList<>();
        try (Workers workers = opened(processes, found)) {
            found.addAll(EachProcess.merged(
                    workers.inEachProcess(new ProcessRound(job.settings(), job.purpose(), timeout)),
                    withoutKms(engines)));
            found.addAll(here(ofPaths()));
            found.addAll(ofEngines(engines));
        }
        return found;
    }

    private List<Finding> ofEngines(List<Engine> engines) {
        List<Finding> found = new ArrayList<>();
        engines.forEach(engine -> found.addAll(here(engine.checks(job))));
        return found;
    }

    /** A job that does not start has reasons, which other checks may tell. */
    private Workers opened(Processes processes, List<Finding> found) throws IOException {
        try {
            return processes.open();
        } catch (RuntimeException e) {
            found.add(Finding.fail("The application does not start: " + e.getMessage(), Remedies.AS_IT_SAYS)
                    .by("Spark")
                    .without(Redaction.of(job)));
            return new LocalWorkers(job.configuration(), 1);
        }
    }

    private List<Finding> here(List<Check> checks) {
        return new Round(job, timeout).run(checks);
    }

    private static List<Check> ofSettings() {
        return List.of(
                Check.of("crypto factory", FactoryCheck::examine),
                Check.of("places", PlacesCheck::examine),
                Check.of("trust", TrustCheck::examine),
                Check.of("writing", WritingCheck::examine));
    }

    private List<Check> ofPaths() {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of("quota", QuotaCheck::examine));
        for (String path : job.paths()) {
            checks.add(Check.of("files", of -> FilesCheck.examine(of, path)));
        }
        checks.add(Check.of("policy", PolicyFitCheck::examine));
        return checks;
    }

    private String withoutKms(List<Engine> engines) {
        return engines.stream()
                .map(engine -> engine.executorsWithoutKms(job))
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Those whose classes are there. */
    private static List<Engine> engines() {
        List<Engine> engines = new ArrayList<>();
        try {
            ServiceLoader.load(Engine.class, Doctor.class.getClassLoader()).forEach(engines::add);
        } catch (ServiceConfigurationError | LinkageError e) {
            return engines; // none that runs here
        }
        return engines;
    }
}
