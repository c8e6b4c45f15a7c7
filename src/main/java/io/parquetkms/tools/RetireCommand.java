package io.parquetkms.tools;

import io.parquetkms.lake.Workers;
import io.parquetkms.lake.audit.Retirement;
import io.parquetkms.lake.audit.RetirementReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parquet-kms retire}: can a key go? */
@Command(
        name = "retire",
        mixinStandardHelpOptions = true,
        description = {
            "Finds out whether a KMS key is still needed: by files, the configuration, the policy, or an alias; and what the KMS"
                    + " remembers of it. Changes nothing, and deletes no key.",
            "Exit codes: 0 nothing that was looked at needs it, 1 something does, 3 something could not be looked at."
        })
final class RetireCommand implements Callable<Integer> {

    @Mixin
    private JobOptions job = new JobOptions();

    @Mixin
    private LakeOptions lake = new LakeOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Option(
            names = "--report",
            paramLabel = "<file>",
            description = "Also writes a report for an auditor, in Markdown, on a file system that Hadoop knows.")
    private String markdown = "";

    @Parameters(index = "0", paramLabel = "<key>", description = "The key, by its name or id.")
    private String key = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "<path>", description = "Files, directories or globs.")
    private List<String> paths = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        try (Workers workers = lake.workers(configuration);
                Report report = reports.open(configuration)) {
            Retirement retirement = retirement(configuration, workers, report);
            report.table("findings", "kind", "text");
            add(report, "needed", retirement.needs());
            add(report, "not-known", retirement.unknown());
            add(report, "found", RetirementReport.facts(retirement));
            add(report, "step", RetirementReport.steps());
            add(report, "not-covered", RetirementReport.notCovered());
            report.summary(summary(retirement));
            if (!markdown.isEmpty()) {
                write(configuration, RetirementReport.markdown(retirement, Instant.now()));
            }
            return switch (retirement.verdict()) {
                case NOT_NEEDED -> ExitCode.DONE;
                case NEEDED -> ExitCode.REFUSED;
                case UNKNOWN -> ExitCode.PARTLY;
            };
        }
    }

    private Retirement retirement(Configuration configuration, Workers workers, Report report) throws IOException {
        try (Progress progress = lake.progress(report)) {
            return Retirement.of(configuration, key, paths, workers, file -> progress.file(file.footerBytes()));
        }
    }

    private static void add(Report report, String kind, List<String> lines) throws IOException {
        for (String line : lines) {
            report.row(kind, line);
        }
    }

    private static Map<String, Object> summary(Retirement retirement) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("key", retirement.key().keyId());
        summary.put("files", retirement.files());
        summary.put("looked", retirement.looked());
        summary.put("answer", RetirementReport.answer(retirement));
        return summary;
    }

    private void write(Configuration configuration, String text) throws IOException {
        Path file = new Path(markdown);
        try (OutputStream out = file.getFileSystem(configuration).create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
