package io.parquetkms.tools;

import io.parquetkms.lake.Workers;
import io.parquetkms.lake.encrypt.Encrypt;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
    private RunOptions run = new RunOptions();

    @Parameters(paramLabel = "<path>", arity = "1..*", description = "Files, directories, or globs.")
    private List<String> paths = List.of();

    @Option(
            names = "--dry-run",
            description =
                    "Changes nothing and asks no KMS: says what would be encrypted under which key, and what refused.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        try (Report report = reports.open(configuration);
                Progress progress = lake.progress(report);
                Workers workers = lake.workers(configuration, 1)) {
            return new ConversionReport(configuration, report, progress, true)
                    .run(workers, paths, dryRun ? Encrypt.plan() : Encrypt.run(run.id()));
        }
    }
}
