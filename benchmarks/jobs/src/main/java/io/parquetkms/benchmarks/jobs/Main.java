package io.parquetkms.benchmarks.jobs;

/** Runs the benchmark that the first argument names, with the other arguments. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "brief" -> {}
            default -> {
                System.err.println("There is no benchmark " + args[0]);
                System.exit(2);
            }
        }
    }
}
