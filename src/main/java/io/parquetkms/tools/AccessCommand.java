package io.parquetkms.tools;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.audit.LakeReaders;
import io.parquetkms.lake.audit.LakeReaders.Line;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parquet-kms access}: who may decrypt which column. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        description = {
            "Says of each column under which KMS key it is, and who may decrypt with that key: by the key's policy, its grants, and"
                    + " the IAM policies of its account, as far as they can be read. Exit code 1 says that anybody, of any account, may decrypt with a"
                    + " key; 3 that something could not be looked at."
        })
final class AccessCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JobOptions job = new JobOptions();

    @Mixin
    private LakeOptions lake = new LakeOptions();

    @Mixin
    private ReportOptions reports = new ReportOptions();

    @Parameters(paramLabel = "<path>", arity = "1..*", description = "Files, directories or globs.")
    private List<String> paths = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        try (Workers workers = lake.workers(configuration);
                Report report = reports.open(configuration)) {
            LakeReaders readers = readers(configuration, workers, report);
            report.table("readers", "dataset", "column", "key", "files", "principal", "by", "condition", "mayBeMore");
            readers.forEach((line, more) -> add(report, line, more));
            for (FileProblem problem : readers.inventory().problems()) {
                report.problem(problem);
            }
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("openToAnybody", readers.openKeys());
            summary.put("notKnown", readers.unknown());
            summary.put("notLookedAt", readers.blindSpots());
            report.summary(summary);
            if (!readers.openKeys().isEmpty()) {
                return warn(readers.openKeys());
            }
            return readers.isWhole() ? ExitCode.DONE : ExitCode.PARTLY;
        }
    }

    private int warn(List<String> keys) {
        PrintWriter err = spec.commandLine().getErr();
        keys.forEach(key -> err.println("WARNING: " + LakeReaders.warning(key)));
        err.flush();
        return ExitCode.REFUSED;
    }

    private LakeReaders readers(Configuration configuration, Workers workers, Report report) throws IOException {
        try (Progress progress = lake.progress(report)) {
            return LakeReaders.of(configuration, paths, workers, file -> progress.file(file.footerBytes()));
        }
    }

    private static void add(Report report, Line line, boolean more) {
        try {
            report.row(
                    line.dataset(),
                    line.column(),
                    line.key(),
                    line.files(),
                    line.reader().principal(),
                    line.reader().by(),
                    line.reader().condition(),
                    more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
