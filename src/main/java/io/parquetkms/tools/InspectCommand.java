package io.parquetkms.tools;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeListing;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.inspect.Inspection;
import io.parquetkms.lake.inspect.Inspector;
import io.parquetkms.lake.inspect.Inventory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parquet-kms inspect}: which files hold which column under which key. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description =
                "Says which files are encrypted, how, and with which KMS keys, and sums it by dataset, partition, key and column. Reads only"
                        + " footers, and asks no KMS unless --keys is given.")
final class InspectCommand implements Callable<Integer> {

    @Mixin
    private JobOptions job = new JobOptions();

    @Mixin
    private LakeOptions lake = new LakeOptions();

    @Mixin
    private ReportOptions output = new ReportOptions();

    @Parameters(paramLabel = "<path>", arity = "1..*", description = "Directories, files or globs.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--keys",
            description =
                    "Asks the KMS for the keys of encrypted footers, to see their columns, and verifies the signatures of others."
                            + " One request for each key encryption key of a footer. A key that is denied is told.")
    private boolean keys;

    @Option(names = "--files", description = "A line for each file. JSON and CSV have it always.")
    private boolean files;

    @Option(
            names = "--depth",
            paramLabel = "<levels>",
            defaultValue = "2",
            description = "Of partitions that are summed one by one. Default: 2.")
    private int depth = Inventory.DEFAULT_DEPTH;

    @Option(
            names = "--html",
            paramLabel = "<file>",
            description =
                    "Writes a page with a plot of the encrypted shares there; without a scheme it is a local file.")
    private String html = "";

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        Inventory inventory = new Inventory(Math.max(0, depth));
        try (Report report = output.open(configuration)) {
            InspectReport lines = new InspectReport(report, inventory, output.isTable(), files || !output.isTable());
            inspect(configuration, report, lines);
            lines.end();
        }
        if (!html.isEmpty()) {
            write(configuration, inventory.toHtml());
        }
        return inventory.problemCounts().isEmpty() ? ExitCode.DONE : ExitCode.PARTLY;
    }

    private void inspect(Configuration configuration, Report report, InspectReport lines) throws IOException {
        Inspector inspector = keys ? Inspector.withKeysOfFooters() : Inspector.withoutKeys();
        List<FileProblem> unlisted = new ArrayList<>();
        LakeListing listing = new LakeListing(configuration, paths, unlisted::add);
        lines.begin();
        try (Workers workers = lake.workers(configuration);
                Progress progress = lake.progress(report)) {
            workers.forEach(listing, inspector, (Inspection file) -> {
                lines.add(file);
                progress.file(file.footerBytes());
            });
        }
        for (FileProblem problem : unlisted) {
            lines.add(problem);
        }
    }

    private void write(Configuration configuration, String page) throws IOException {
        Path file = new Path(html);
        FileSystem system = file.toUri().getScheme() == null
                ? FileSystem.getLocal(configuration).getRaw()
                : file.getFileSystem(configuration);
        try (OutputStream out = system.create(file, true)) {
            out.write(page.getBytes(StandardCharsets.UTF_8));
        }
    }
}
