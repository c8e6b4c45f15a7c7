package io.parquetkms.benchmarks.jobs.model;

import io.parquetkms.benchmarks.jobs.Benchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prints what jobs cost, and draws it. Computed; nothing is run. */
public final class ModelBenchmark implements Benchmark {

    public ModelBenchmark() {}

    @Override
    public String usage() {
        return ModelOptions.USAGE;
    }

    @Override
    public List<String> brief() {
        return List.of("--executors", "10");
    }

    @Override
    public void run(List<String> options, PrintStream out) throws IOException {
        ModelOptions wanted = ModelOptions.parse(options);
        ModelTable table = new ModelTable(wanted.scenarios(), wanted.kms());
        out.print(table.text());
        if (wanted.csv().isPresent()) {
            write(wanted.csv().get(), table.csv(), out);
        }
        if (wanted.svg().isPresent()) {
            for (Map.Entry<String, String> svg :
                    new Charts(Limits.DEFAULT, wanted.kms()).svgs().entrySet()) {
                write(wanted.svg().get().resolve(svg.getKey()), svg.getValue(), out);
            }
        }
        if (wanted.publish().isPresent()) {
            for (Map.Entry<Path, String> document :
                    Published.documents(wanted.publish().get()).entrySet()) {
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
