package io.parquetkms.tools;

import io.parquetkms.lake.Workers;
import io.parquetkms.lake.encrypt.Conversions;
import io.parquetkms.lake.encrypt.Converted;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parquet-kms decrypt}: the way back. */
@Command(
        name = "decrypt",
        mixinStandardHelpOptions = true,
        description = {
            "Turns encrypted Parquet files into plaintext. Pages are copied, not decoded; each file is read back in full before it takes"
                    + " the original's place. Refused where the policy, or parquet.kms.encrypted.paths, says that files must be encrypted.",
            "Begun again, it goes on: a file's own footer says whether it is done."
        })
final class DecryptCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JobOptions job = new JobOptions();

    @Mixin
    private LakeOptions lake = new LakeOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Parameters(paramLabel = "<path>", arity = "1..*", description = "Files, directories, or globs.")
    private List<String> paths = List.of();

    @Option(
            names = "--to-plaintext",
            description =
                    "Yes, I want these files to be readable by whoever can read the storage. Needed, but for --dry-run.")
    private boolean toPlaintext;

    @Option(
            names = "--dry-run",
            description = "Changes nothing: says which files would be decrypted. Asks the KMS for footers' keys.")
    private boolean dryRun;

    @Option(
            names = "--force-size",
            description = "Replaces files even where a table format knows their size, or that can't be told.")
    private boolean forceSize;

    @Override
    public Integer call() throws IOException {
        if (!toPlaintext && !dryRun) {
            throw new ParameterException(
                    spec.commandLine(),
                    "This makes files readable by whoever can read the storage: say --to-plaintext if you want that, or --dry-run");
        }
        Configuration configuration = job.configuration();
        try (Report report = reports.open(configuration);
                Progress progress = lake.progress(report);
                Workers workers = lake.workers(configuration, 1)) {
            Conversions conversions = Conversions.decrypting(configuration).forceSize(forceSize);
            return new ConversionReport(configuration, report, progress, false)
                    .of(results -> run(conversions, workers, results), workers.slots());
        }
    }

    private void run(Conversions conversions, Workers workers, Consumer<Converted> results) throws IOException {
        if (dryRun) {
            conversions.plan(paths, workers, results);
        } else if (journal.directory().isEmpty()) {
            conversions.run(paths, workers, results);
        } else {
            conversions.run(paths, workers, results, journal.directory());
        }
    }
}
