package io.parquetkms.spark;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.SparkOptions.Broker;
import io.parquetkms.lake.doctor.Check;
import io.parquetkms.lake.doctor.Engine;
import io.parquetkms.lake.doctor.Finding;
import io.parquetkms.lake.doctor.Job;
import io.parquetkms.policy.Rules;
import io.parquetkms.spark.broker.BrokerChoice;
import io.parquetkms.spark.broker.BrokerChoice.Mode;
import io.parquetkms.spark.broker.RpcChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** What Spark adds to the question why a job would fail. From settings alone where no application runs here. */
public final class SparkEngine implements Engine {

    private static final String PLUGIN = ParquetKmsPlugin.class.getName();
    private static final String SUPPORTED = "3\\.5\\..*|4\\.[0-2]\\..*";

    /** Made by {@link java.util.ServiceLoader}. */
    public SparkEngine() {}

    @Override
    public List<Check> checks(Job job) {
        if (!isOfSpark(job)) {
            return List.of();
        }
        return List.of(
                Check.of("Spark", SparkEngine::plugin),
                Check.of("Spark", SparkEngine::version),
                Check.of("Spark", SparkEngine::engines),
                Check.of("Spark", SparkEngine::disks),
                Check.of("broker", SparkEngine::broker));
    }

    @Override
    public String executorsWithoutKms(Job job) {
        if (!isOfSpark(job)) {
            return "";
        }
        try {
            return context()
                    .map(context -> choice(job, context))
                    .filter(choice -> choice.mode() == Mode.KEYS)
                    .map(choice -> "the driver sends keys (broker mode keys)")
                    .orElse("");
        } catch (InvalidConfigurationException e) {
            return "";
        }
    }

    private static boolean isOfSpark(Job job) {
        return job.settings().keySet().stream().anyMatch(name -> name.startsWith("spark."));
    }

    /** Empty where no application runs here, or Spark is not all there. */
    private static Optional<SparkContext> context() {
        try {
            Option<SparkSession> session = SparkSession.getDefaultSession();
            return session.isDefined() ? Optional.of(session.get().sparkContext()) : Optional.empty();
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    private static List<Finding> plugin(Job job) {
        String plugins = job.settings().getOrDefault("spark.plugins", "") + ","
                + job.settings().getOrDefault("spark.plugins.defaultList", "");
        return List.of(
                plugins.contains(PLUGIN)
                        ? Finding.ok("the plugin is set")
                        : Finding.warning(
                                "The plugin is not set: no write is checked before it begins, and each executor asks KMS",
                                "spark.plugins=" + PLUGIN));
    }

    private static List<Finding> version(Job job) {
        return context()
                .map(SparkContext::version)
                .map(version -> version.matches(SUPPORTED)
                        ? Finding.ok("Spark " + version)
                        : Finding.warning(
                                "Spark " + version + " is none that parquet-kms was tried with", "Spark 3.5 to 4.2"))
                .map(List::of)
                .orElse(List.of());
    }

    private static List<Finding> engines(Job job) {
        Rules rules = job.access().rules();
        List<Finding> found = new ArrayList<>();
        refused(() -> SparkSetup.refuseAccelerators(job.settings(), rules), "Unset it in spark.plugins", found);
        refused(
                () -> SparkSetup.refuseIgnoringErrors(job.settings(), rules),
                "spark.sql.files.ignoreCorruptFiles=false",
                found);
        if (found.isEmpty()) {
            SparkSetup.setUp(new Configuration(job.configuration()), job.settings())
                    .forEach(warning -> found.add(Finding.warning(warning, "docs/spark.md, What to watch out for")));
        }
        return found;
    }

    private static void refused(Runnable check, String remedy, List<Finding> found) {
        try {
            check.run();
        } catch (InvalidConfigurationException e) {
            found.add(Finding.fail(String.valueOf(e.getMessage()), remedy));
        }
    }

    private static List<Finding> disks(Job job) {
        String beside = SparkSetup.plaintextBeside(job.settings(), job.access().rules());
        return beside == null
                ? List.of()
                : List.of(Finding.warning(
                        beside, "spark.io.encryption.enabled=true, with spark.network.crypto.enabled=true"));
    }

    private static List<Finding> broker(Job job) {
        Optional<SparkContext> context = context();
        if (context.isEmpty()) {
            return List.of(
                    Finding.note("How executors would get keys is known once Spark runs", "spark-submit … doctor"));
        }
        try {
            BrokerChoice choice = choice(job, context.get());
            String what =
                    "mode " + choice.mode().name().toLowerCase(java.util.Locale.ROOT) + ", since " + choice.reason();
            List<Finding> found = new ArrayList<>();
            found.add(
                    choice.remedy().isEmpty()
                            ? Finding.ok(what)
                            : Finding.note(
                                    what + ": executors need rights of their own", String.join("\n", choice.remedy())));
            if (!choice.others().isEmpty()) {
                found.add(Finding.warning(choice.others(), "parquet.kms.spark.broker=auto"));
            }
            return found;
        } catch (InvalidConfigurationException e) {
            return List.of(Finding.fail(String.valueOf(e.getMessage()), "parquet.kms.spark.broker=auto"));
        }
    }

    private static BrokerChoice choice(Job job, SparkContext context) {
        Broker wanted = job.access().settings().spark().broker();
        return BrokerChoice.of(wanted, RpcChannel.of(context));
    }
}
