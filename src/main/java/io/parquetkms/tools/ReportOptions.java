package io.parquetkms.tools;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command's answer looks like, and where it goes. */
final class ReportOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @ArgGroup(exclusive = true)
    private Format format = new Format();

    @Option(
            names = "--output",
            paramLabel = "<file>",
            description = "Where the answer goes, on a file system that Hadoop knows. Default: standard output.")
    private String output = "";

    private static final class Format {

        @Option(names = "--json", description = "Answers with one JSON document, for scripts. Default: a table.")
        private boolean json;

        @Option(names = "--csv", description = "Answers with CSV.")
        private boolean csv;
    }

    /** To be closed, whatever happens. */
    Report open(Configuration configuration) throws IOException {
        return report(out(configuration));
    }

    private Report report(PrintWriter out) throws IOException {
        if (format.json) {
            return new Report(new JsonReport(out), out);
        }
        return new Report(format.csv ? new CsvReport(out, command.commandLine().getErr()) : new TableReport(out), out);
    }

    /** Where the answer goes; for one that is no {@link Report}, such as a page of HTML. */
    PrintWriter out(Configuration configuration) throws IOException {
        if (output.isEmpty()) {
            return new UnclosedWriter(command.commandLine().getOut());
        }
        Path file = new Path(output);
        return new PrintWriter(new BufferedWriter(
                new OutputStreamWriter(file.getFileSystem(configuration).create(file, true), StandardCharsets.UTF_8)));
    }
}
