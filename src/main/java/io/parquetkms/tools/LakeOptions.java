package io.parquetkms.tools;

import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.Workers;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command goes through many files: by whom, and what is said meanwhile. */
@Command
final class LakeOptions {

    /** Footers are waited for, from an object store, more than they are computed on. */
    private static final int FOOTERS_PER_CORE = 4;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ExitCode exitCode = new ExitCode();

    @Option(
            names = "--threads",
            paramLabel = "<number>",
            description =
                    "Files worked on at a time, on one machine or on each core of Spark's. Default: by what is done with a file.")
    private int threads;

    @Option(names = "--local", description = "Works on this machine, even under spark-submit.")
    private boolean local;

    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    /** For work that reads footers. */
    Workers workers(Configuration configuration) throws IOException {
        return workers(configuration, FOOTERS_PER_CORE);
    }

    /**
     * Spark's executors under {@code spark-submit}; else threads.
     *
     * @param perCore files at a time on each core, if the user does not say
     */
    Workers workers(Configuration configuration, int perCore) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        return new LocalWorkers(configuration, threads > 0 ? threads : perCore * cores);
    }

    /**
     * What is shown on standard error until it is closed.
     *
     * @param report whose lines go to the same terminal
     */
    Progress progress(Report report) {
        Progress progress =
                quiet ? Progress.none() : Progress.on(command.commandLine().getErr());
        report.beforeLines(progress::clear);
        return progress;
    }
}
