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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parquet-kms encrypt}: files that stand there in plaintext. */
@Command(
        name = "encrypt",
        mixinStandardHelpOptions = true,
        description = {
            "Encrypts Parquet files that stand there in plaintext, as the job's rules and policy say of new ones. Pages are copied, not"
                    + " decoded; each file is read back in full before it takes the original's place.",
            "Begun again, it goes on: a file's own footer says whether it is done."
        })
final class EncryptCommand implements Callable<Integer> {

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
            names = "--dry-run",
            description =
                    "Changes nothing: says what would be encrypted under which key, and what refused. Asks the KMS for the keys of"
                            + " files that are encrypted already, and which key an alias means.")
    private boolean dryRun;

    @Option(
            names = "--force-size",
            description = "Replaces files even where a table format knows their size, or that can't be told.")
    private boolean forceSize;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        try (Report report = reports.open(configuration);
                Progress progress = lake.progress(report);
                Workers workers = lake.workers(configuration, 1)) {
            Conversions conversions = Conversions.encrypting(configuration).forceSize(forceSize);
            return new ConversionReport(configuration, report, progress, true)
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
