package io.parquetkms.benchmarks.jobs.model;

import io.parquetkms.benchmarks.jobs.Arguments.WrongArgument;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prints what jobs cost, and draws it. */
public final class ModelMain {

    private ModelMain() {}

    /** @return the process's exit code */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) throws IOException {
        if (arguments.contains("--help")) {
            out.print(ModelOptions.USAGE);
            return 0;
        }
        try {
            run(ModelOptions.parse(arguments), out);
            return 0;
        } catch (WrongArgument e) {
            err.println(e.getMessage() + "\nmodel --help says more");
            return 2;
        }
    }

    private static void run(ModelOptions options, PrintStream out) throws IOException {
        ModelTable table = new ModelTable(options.scenarios(), options.kms());
        out.print(table.text());
        if (options.csv().isPresent()) {
            write(options.csv().get(), table.csv(), out);
        }
        if (options.svg().isPresent()) {
            for (Map.Entry<String, String> svg :
                    new Charts(Limits.DEFAULT, options.kms()).svgs().entrySet()) {
                write(options.svg().get().resolve(svg.getKey()), svg.getValue(), out);
            }
        }
        if (options.publish().isPresent()) {
            for (Map.Entry<Path, String> document :
                    Published.documents(options.publish().get()).entrySet()) {
                write(document.getKey(), document.getValue(), out);
            }
        }
    }

    private static void write(Path file, String content, PrintStream out) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Files.writeString(file, content);
        out.println("Wrote " + file);
    }
}
