package io.parquetkms.tools;

import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.ParquetKms;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parquet-kms explain}: how files would be written, before anything runs. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says how Parquet files would be written to a directory: for each column, the key and who decides it, and what stays in"
                    + " plaintext and why. Asks no KMS.",
            "Exit codes: 0 they would be written, 1 they would be refused, 2 it can't be said."
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JobOptions job = new JobOptions();

    @Parameters(
            paramLabel = "<directory>",
            description =
                    "Where the files would be written, with the directories of partitions if their values have keys.")
    private String directory = "";

    @Option(
            names = "--schema",
            paramLabel = "<file>",
            description =
                    "A Parquet file whose footer is not encrypted, a directory of such, or a text file with a schema as Parquet"
                            + " prints it: message m { required binary ssn (STRING); }. Without it, the directory's own files.")
    private String schema = "";

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "How to print the answer. Default: table.")
    private ExplanationFormat format = ExplanationFormat.TABLE;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        FileSchema file = FileSchema.read(configuration, new Path(schema.isEmpty() ? directory : schema));
        Explanation explanation =
                ParquetKms.explain(configuration, new Path(directory), file.schema(), file.metadata());
        PrintWriter out = spec.commandLine().getOut();
        out.println(format.print(explanation));
        out.flush();
        return explanation.isRefused() ? ExitCode.REFUSED : 0;
    }
}
