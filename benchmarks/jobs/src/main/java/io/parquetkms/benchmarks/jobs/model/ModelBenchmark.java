package io.parquetkms.benchmarks.jobs.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what jobs cost. Computed; nothing is run. */
@Command(
        name = "model",
        description = "How many KMS calls jobs make and what these cost.",
        mixinStandardHelpOptions = true)
public final class ModelBenchmark implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @ArgGroup(exclusive = false, heading = "A job of your own, by any of; without one, those of the documents:%n")
    JobOptions job;

    @Option(names = "--publish", description = "the project whose documents are to be brought up to date")
    Path project;

    @Override
    public Integer call() throws IOException {
        spec.commandLine().getOut().print(table().full());
        spec.commandLine().getOut().flush();
        if (project != null) {
            Path document = project.resolve(Published.WHERE);
            Files.writeString(document, new Published(document).upToDate());
        }
        return 0;
    }

    private ModelTable table() {
        try {
            return new ModelTable(job == null ? Scenario.defaults() : job.scenarios());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
