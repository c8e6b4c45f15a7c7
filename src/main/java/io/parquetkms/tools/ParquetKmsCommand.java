package io.parquetkms.tools;

import io.parquetkms.config.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code parquet-kms}. Answers go to standard output, errors in one line to standard error; {@link ExitCode} says how it went.
 */
@Command(
        name = "parquet-kms",
        description = "Keys for Apache Parquet columnar encryption.",
        mixinStandardHelpOptions = true,
        versionProvider = LibraryVersion.class,
        subcommands = {
            ExplainCommand.class,
            DoctorCommand.class,
            InspectCommand.class,
            EncryptCommand.class,
            DecryptCommand.class,
            RotateCommand.class,
            RetireCommand.class,
            AccessCommand.class,
            PolicyCommand.class,
            ViewCommand.class
        })
public final class ParquetKmsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--debug", description = "Prints the stack trace of an error.", scope = ScopeType.INHERIT)
    private boolean debug;

    private ParquetKmsCommand() {}

    /** Ends the JVM with an exit code. */
    public static void main(String[] arguments) {
        System.exit(run(writer(System.out), writer(System.err), arguments));
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Runs it in this JVM. @return the exit code */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        ParquetKmsCommand command = new ParquetKmsCommand();
        CommandLine line = command.line(out, err);
        try {
            return line.execute(arguments);
        } catch (Error e) { // such as a class that is not there, which picocli lets through
            return command.failed(e, line);
        }
    }

    private CommandLine line(PrintWriter out, PrintWriter err) {
        return new CommandLine(this)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> failed(e, e.getCommandLine()))
                .setExecutionExceptionHandler((e, line, given) -> failed(e, line));
    }

    /** Without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which subcommand? See parquet-kms --help");
    }

    private int failed(Throwable e, CommandLine line) {
        String said = e instanceof Exception ? e.getMessage() : null;
        String message = said == null ? e.toString() : said;
        line.getErr().println("parquet-kms: " + Printable.line(message));
        if (debug) {
            e.printStackTrace(line.getErr());
        }
        return ExitCode.WRONG;
    }
}
