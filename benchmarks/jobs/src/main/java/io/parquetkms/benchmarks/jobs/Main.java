package io.parquetkms.benchmarks.jobs;

import io.parquetkms.benchmarks.jobs.calls.CallsBenchmark;
import io.parquetkms.benchmarks.jobs.lineitem.LineitemBenchmark;
import io.parquetkms.benchmarks.jobs.memory.MemoryBenchmark;
import io.parquetkms.benchmarks.jobs.model.ModelBenchmark;
import io.parquetkms.benchmarks.jobs.start.FirstFileBenchmark;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmark that the first argument names, with the other arguments as its options. */
public final class Main {

    /** To see that all of them work, in two minutes; the numbers mean nothing. */
    private static final String BRIEF = "brief";

    private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("calls", new CallsBenchmark());
        BENCHMARKS.put("model", new ModelBenchmark());
        BENCHMARKS.put("lineitem", new LineitemBenchmark());
        BENCHMARKS.put("start", new FirstFileBenchmark());
        BENCHMARKS.put("memory", new MemoryBenchmark());
    }

    private Main() {}

    public static void main(String[] args) throws Exception {
        int status = run(Arrays.asList(args), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns the process's exit code: 2 where the command line makes no sense. Throws what else goes wrong. */
    static int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
        String name = args.isEmpty() ? "" : args.get(0);
        if (name.equals(BRIEF)) {
            for (Benchmark benchmark : BENCHMARKS.values()) {
                benchmark.run(benchmark.brief(), out);
            }
            return 0;
        }
        Benchmark benchmark = BENCHMARKS.get(name);
        if (benchmark == null) {
            err.println("There is no benchmark '" + name + "': must be of " + String.join(", ", BENCHMARKS.keySet()));
            return 2;
        }
        List<String> options = args.subList(1, args.size());
        if (options.contains("--help")) {
            out.print(benchmark.usage());
            return 0;
        }
        try {
            benchmark.run(options, out);
            return 0;
        } catch (InvalidArgumentsException e) {
            err.println(e.getMessage() + "\n" + name + " --help says more");
            return 2;
        }
    }
}
