package io.parquetkms.tools;

import io.parquetkms.lake.doctor.Doctor;
import io.parquetkms.lake.doctor.Finding;
import io.parquetkms.lake.doctor.Purpose;
import io.parquetkms.lake.doctor.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parquet-kms doctor}: why a job would fail, before it runs. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says why a job with these settings would fail, and what to do: settings, credentials, Region, keys, rights, files, policy."
                    + " Changes nothing; asks KMS three times for each key.",
            "1 means that the job would fail, 0 that there are warnings at most."
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private JobOptions job = new JobOptions();

    @Mixin
    private LakeOptions lake = new LakeOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Parameters(
            paramLabel = "<path>",
            arity = "0..*",
            description =
                    "Directories, files or globs that the job would read or write. A few files of each are looked at.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "read|write|both",
            defaultValue = "both",
            description = "What the job does: which rights it needs. Default: both.")
    private Purpose purpose = Purpose.BOTH;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            defaultValue = "20",
            description = "For each check. Default: 20.")
    private int timeout = 20;

    @Override
    public Integer call() throws IOException {
        Map<String, String> settings = job.settings();
        Configuration configuration = job.configuration(settings);
        List<Finding> findings = Doctor.of(configuration)
                .sparkSettings(settings)
                .paths(paths)
                .purpose(purpose)
                .timeout(Duration.ofSeconds(timeout))
                .examine(() -> lake.workers(configuration));
        if (report.isTable()) {
            try (PrintWriter out = report.out(configuration)) {
                out.println(new FindingsTable(findings));
            }
        } else {
            print(findings, configuration);
        }
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.FAIL)
                ? ExitCode.REFUSED
                : ExitCode.DONE;
    }

    private void print(List<Finding> findings, Configuration configuration) throws IOException {
        try (Report rows = report.open(configuration)) {
            rows.table("findings", "check", "severity", "where", "what", "remedy");
            for (Finding finding : findings) {
                rows.row(
                        finding.check(),
                        finding.severity().toString(),
                        finding.where(),
                        finding.what(),
                        finding.remedy());
            }
            Map<String, Long> summary = new LinkedHashMap<>();
            for (Severity severity : Severity.values()) {
                summary.put(
                        severity.toString(),
                        findings.stream()
                                .filter(finding -> finding.severity() == severity)
                                .count());
            }
            rows.summary(summary);
        }
    }
}
