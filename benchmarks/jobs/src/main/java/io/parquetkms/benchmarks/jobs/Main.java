package io.parquetkms.benchmarks.jobs;

import io.parquetkms.benchmarks.jobs.lineitem.LineitemBenchmark;
import java.util.Arrays;
import java.util.List;

/** Runs the benchmark that the first argument names, with the other arguments. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "brief" -> LineitemBenchmark.run(LineitemBenchmark.brief());
            case "lineitem" -> LineitemBenchmark.run(rest(args));
            default -> {
                System.err.println("There is no benchmark " + args[0]);
                System.exit(2);
            }
        }
    }

    private static List<String> rest(String[] args) {
        return Arrays.asList(args).subList(1, args.length);
    }
}
