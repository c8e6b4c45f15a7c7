package io.parquetkms.benchmarks.jobs;

import java.io.PrintStream;
import java.util.List;

/** Something to measure, with a command line. */
public interface Benchmark {

    /** Its options, with their defaults, for people. */
    String usage();

    /** Options for the least that shows that it works. */
    List<String> brief();

    /**
     * Prints progress on standard error and results on {@code out}.
     *
     * @throws InvalidArgumentsException if an option is wrong
     * @throws Exception if a job fails, or if what it found can't be
     */
    void run(List<String> options, PrintStream out) throws Exception;
}
