package io.parquetkms.tools;

import io.parquetkms.parquet.DirectoryLook;
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

/** {@code parquet-kms view}: a view of what can be read, for who works in SQL. */
@Command(
        name = "view",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the CREATE VIEW of the columns that the role which runs this can decrypt. Reads the footer of each file, and asks the"
                    + " KMS once for each key encryption key that stands there: as a rule one for each KMS key and job that wrote.",
            "Exit codes: 0 there is a view, 1 nothing can be read, 2 it can't be said, such as when the KMS does not answer."
        })
final class ViewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private JobOptions job = new JobOptions();

    @Parameters(paramLabel = "<path>", description = "Of the files: a directory, a file or a glob.")
    private String path = "";

    @Option(
            names = "--name",
            paramLabel = "<view>",
            description = "Of the view. Default: the directory's name and _readable.")
    private String name = "";

    @Option(
            names = "--table",
            paramLabel = "<table>",
            description = "To select from, whose files these are. Default: the path itself.")
    private String table = "";

    @Option(names = "--nulls", description = "What can't be read is null, rather than left out.")
    private boolean nulls;

    @Option(
            names = "--format",
            paramLabel = "sql|table|json|csv",
            defaultValue = "sql",
            description = "The statement, or what can be read as a table, JSON or CSV. Default: sql.")
    private ViewFormat format = ViewFormat.SQL;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = job.configuration();
        DirectoryLook look = DirectoryLook.at(configuration, path);
        String view = name.isEmpty() ? Sql.identifier(new Path(path).getName() + "_readable") : name;
        ViewStatement statement = new ViewStatement(look, view, table, nulls);
        PrintWriter out = spec.commandLine().getOut();
        out.println(format.print(statement, configuration));
        out.flush();
        return statement.refusal().isEmpty() ? 0 : ExitCode.REFUSED;
    }
}
