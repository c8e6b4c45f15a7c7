package io.parquetkms.benchmarks.jobs;

import io.parquetkms.benchmarks.jobs.calls.CallsMain;
import io.parquetkms.benchmarks.jobs.lineitem.LineitemBenchmark;
import io.parquetkms.benchmarks.jobs.measuring.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.memory.MemoryBenchmark;
import io.parquetkms.benchmarks.jobs.model.ModelMain;
import io.parquetkms.benchmarks.jobs.start.FirstFileBenchmark;
import java.util.Arrays;
import java.util.List;

/** Runs the benchmark that the first argument names, with the other arguments. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        try {
            run(args);
        } catch (InvalidArgumentsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(String[] args) throws Exception {
        switch (args[0]) {
            case "brief" -> {
                exitUnlessOk(CallsMain.brief());
                LineitemBenchmark.run(LineitemBenchmark.brief());
                FirstFileBenchmark.run(List.of("--runs", "1"));
                MemoryBenchmark.run(List.of("--keys", "100"));
            }
            case "calls" -> exitUnlessOk(CallsMain.run(rest(args)));
            case "lineitem" -> LineitemBenchmark.run(rest(args));
            case "memory" -> MemoryBenchmark.run(rest(args));
            case "model" -> exitUnlessOk(ModelMain.run(rest(args), System.out, System.err));
            case "start" -> FirstFileBenchmark.run(rest(args));
            default -> throw new InvalidArgumentsException("There is no benchmark " + args[0]);
        }
    }

    private static void exitUnlessOk(int status) {
        if (status != 0) {
            System.exit(status);
        }
    }

    private static List<String> rest(String[] args) {
        return Arrays.asList(args).subList(1, args.length);
    }
}
