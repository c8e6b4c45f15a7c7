package io.parquetkms.tools;

import io.parquetkms.config.Printable;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.rotate.RotatedFile;
import io.parquetkms.lake.rotate.RotatedFile.Outcome;
import io.parquetkms.lake.rotate.Rotation;
import io.parquetkms.lake.rotate.RotationOptions;
import io.parquetkms.lake.rotate.RotationSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parquet-kms rotate}: another KMS key, without touching data. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the keys of files under another KMS key. Pages stay as they are; what changes is a footer, and of that only what names the"
                    + " KMS key. Asks the KMS to re-encrypt each distinct wrapped key once. May be ended at any moment and started again.",
            "Try it with --dry-run first."
        })
final class RotateCommand implements Callable<Integer> {

    /** What is read of a file before it is replaced. */
    enum Verify {
        /** Its new footer. */
        FOOTER,
        /** And a page of each column. */
        PAGES
    }

    @Mixin
    private JobOptions job = new JobOptions();

    @Mixin
    private LakeOptions lake = new LakeOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Parameters(paramLabel = "<path>", arity = "1..*", description = "Directories, files or globs.")
    private List<String> paths = List.of();

    @Option(
            names = "--from",
            paramLabel = "<key>",
            required = true,
            description = "The KMS key that files are under: ARN, alias, id, or a name of parquet.kms.key.<name>.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "<key>",
            required = true,
            description = "The KMS key that they shall be under. The same as --from: its current material.")
    private String to = "";

    @Option(
            names = "--from-context",
            paramLabel = "<k=v>",
            split = ",",
            description =
                    "The encryption context that keys are bound to. Default: what the settings say for each file's place.")
    private @Nullable Map<String, String> fromContext;

    @Option(
            names = "--to-context",
            paramLabel = "<k=v>",
            split = ",",
            description = "The encryption context that they shall be bound to. Default: the same.")
    private @Nullable Map<String, String> toContext;

    @Option(
            names = "--footer-keys-only",
            description =
                    "Moves footers' keys alone. An encrypted footer then is not opened, and no right to decrypt is needed.")
    private boolean footerKeysOnly;

    @Option(
            names = "--force-size",
            description = "Replaces files by such of another size even where a table format knows their size.")
    private boolean forceSize;

    @Option(names = "--dry-run", description = "Says what would be done and what it costs. Changes nothing.")
    private boolean dryRun;

    @Option(
            names = "--verify",
            paramLabel = "footer|pages",
            defaultValue = "footer",
            description = "What is read of a new file before it takes the old one's place. Default: footer.")
    private Verify verify = Verify.FOOTER;

    @Option(
            names = "--kms-share",
            paramLabel = "<percent>",
            defaultValue = "10%",
            description = "Of the account's KMS request quota that may be used. Default: 10%%.")
    private String kmsShare = "";

    @Option(names = "--kms-rate", paramLabel = "<number>", description = "KMS requests a second, instead.")
    private double kmsRate;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        Rotation rotation = Rotation.of(configuration, options());
        try (Workers workers = lake.workers(configuration);
                Report lines = report.open(configuration);
                Progress progress = lake.progress(lines)) {
            lines.files("outcome", "keys", "bytes", "newBytes");
            RotationSummary summary = summary(rotation, workers, file -> print(lines, progress, file));
            lines.summary(summary(summary));
            return summary.refusal().isEmpty() ? lines.exitCode() : ExitCode.REFUSED;
        }
    }

    private RotationSummary summary(Rotation rotation, Workers workers, Consumer<RotatedFile> files)
            throws IOException {
        if (dryRun) {
            return rotation.plan(paths, workers, files);
        }
        return journal.directory().isEmpty()
                ? rotation.run(paths, workers, files)
                : rotation.run(paths, workers, files, journal.directory());
    }

    private RotationOptions options() {
        RotationOptions options = RotationOptions.of(from, to)
                .fromContext(fromContext)
                .toContext(toContext)
                .footerKeysOnly(footerKeysOnly)
                .forceSize(forceSize)
                .samplePages(verify == Verify.PAGES);
        return kmsRate > 0 ? options.requestsPerSecond(kmsRate) : options.quotaShare(share());
    }

    private double share() {
        String number = kmsShare.endsWith("%") ? kmsShare.substring(0, kmsShare.length() - 1) : kmsShare;
        try {
            return Double.parseDouble(number) / 100;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Invalid --kms-share " + kmsShare + ": must be a percentage, such as 10%", e);
        }
    }

    /** Files that nothing was to be done with are counted only: there may be a million. */
    private static void print(Report lines, Progress progress, RotatedFile file) {
        try {
            progress.file(file.bytes());
            if (file.problem() != null) {
                lines.problem(file.problem());
            } else if (file.outcome() == Outcome.ROTATED || file.outcome() == Outcome.WOULD_ROTATE) {
                lines.row(
                        file.path(),
                        file.outcome(),
                        file.keys(),
                        new ByteCount(file.bytes()),
                        new ByteCount(file.newBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> summary(RotationSummary summary) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("from", summary.from());
        values.put("to", summary.to());
        values.put("files", summary.files());
        values.put("toRotate", summary.toRotate());
        values.put("rotated", summary.rotated());
        values.put("otherKeys", summary.otherKeys());
        values.put("plaintext", summary.plaintext());
        values.put("problems", summary.problemFiles());
        values.put("distinctKeys", summary.keys());
        values.put("kmsRequests", summary.kmsRequests());
        values.put("kmsRequestsPerSecond", summary.requestsPerSecond());
        values.put("secondsAtLeast", summary.secondsAtLeast());
        values.put("storageRequests", summary.storageRequests());
        values.put("dollars", summary.dollars());
        values.put("resized", summary.resized());
        values.put("bytesRead", new ByteCount(summary.bytesRead()));
        values.put("bytesWritten", new ByteCount(summary.bytesWritten()));
        if (!summary.refusal().isEmpty()) {
            values.put("refusal", Printable.line(summary.refusal()));
        }
        List<String> remarks = remarks(summary);
        if (!remarks.isEmpty()) {
            values.put("remarks", remarks);
        }
        return values;
    }

    private List<String> remarks(RotationSummary summary) {
        List<String> remarks = new ArrayList<>(summary.remarks());
        if (summary.singleWrapped() > 0) {
            remarks.add(
                    summary.singleWrapped() + " files are single-wrapped: the KMS re-encrypts each of their data keys");
        }
        if (summary.footerKeyIsAColumns() > 0) {
            remarks.add("In " + summary.footerKeyIsAColumns()
                    + " files the footer's key is that of columns, too: who may use the footer's KMS key reads these");
        }
        if (!dryRun) {
            remarks.add(
                    summary.left() == 0 && summary.problemFiles() == 0
                            ? "No file here holds a key under " + summary.from() + " that was looked for"
                            : summary.left() + " files are known to hold a key under " + summary.from() + " still, and "
                                    + summary.problemFiles() + " with problems may");
        }
        if (!dryRun && summary.rotated() > 0) {
            remarks.add(
                    "Readers need kms:Decrypt on " + summary.to()
                            + ", and to trust it: name it in parquet.kms.trusted.keys"
                            + " or parquet.kms.key.<name>. Writers go on with the key that their settings name: change these, too");
            remarks.add("Jobs that run may read with keys in memory for as long as parquet.kms.kek.max.age");
        }
        if (footerKeysOnly) {
            remarks.add("Columns' keys were not looked at");
        }
        return remarks;
    }
}
