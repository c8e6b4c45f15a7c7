package io.parquetkms.tools;

import io.parquetkms.lake.doctor.Doctor;
import io.parquetkms.lake.doctor.Finding;
import io.parquetkms.lake.doctor.Purpose;
import io.parquetkms.lake.doctor.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parquet-kms doctor}: why a job would fail, before it runs. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says why a job with these settings would fail, and what to do: settings, credentials, Region, keys, rights, files, policy."
                    + " Changes nothing; asks KMS three times for each key.",
            "Exit codes: 0 nothing amiss, or only warnings; 1 the job would fail; 2 it can't be found out."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JobOptions job = new JobOptions();

    @Parameters(
            paramLabel = "<path>",
            arity = "0..*",
            description = "Directories, files or globs that the job would read or write. A few files of each are looked at.")
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
        List<Finding> findings = Doctor.of(job.configuration(settings))
                .sparkSettings(settings)
                .paths(paths)
                .purpose(purpose)
                .timeout(Duration.ofSeconds(timeout))
                .examine();
        PrintWriter out = spec.commandLine().getOut();
        out.println(new FindingsTable(findings));
        out.flush();
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.FAIL)
                ? ParquetKmsCommand.REFUSED
                : 0;
    }
}
