package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.Arguments;
import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure, and how often.
 *
 * @param latencies of the KMS, in milliseconds
 * @param runs rounds in which each variant is measured once, in turn
 * @param repetitions measured in each warm JVM, after the warm-ups
 * @param show results of earlier runs, to be shown instead of measuring
 * @param jdk home of the Java that runs Spark; without it, this one
 */
record LineitemOptions(
        double scale,
        int files,
        Columns columns,
        List<Variant> variants,
        List<Integer> latencies,
        List<Phase> phases,
        Method method,
        int runs,
        int warmUps,
        int repetitions,
        String jvmOptions,
        Optional<String> jdk,
        Optional<Path> json,
        List<Path> show,
        Optional<Path> svg) {

    static final String USAGE = """
            Writes and scans TPC-H's lineitem with Spark, in JVMs of their own, and compares what that takes.
              --scale 0.2                 TPC-H's scale: 1 is six million rows
              --files 8                   how many files the table has
              --columns all               which are encrypted: all, or some (the three with amounts of money)
              --variants plain,stock,ours of %s
              --latency 0                 of the KMS, in milliseconds: one or more
              --phase cold,warm           the first write and scan of a JVM, or later ones
              --method time               or samples: of the Java code that ran, AES's share too; costs some CPU itself
              --runs 5                    rounds: each variant once in each
              --warm-ups 4                of a warm JVM, before it is measured
              --repetitions 4             measured ones of a warm JVM
              --jvm-options "-Xms2g -Xmx2g -XX:+UseParallelGC"
              --jdk <directory>           another Java to run Spark with
              --json <file>               where to write every measurement
              --show <file>,<file>        measures nothing: shows what was written there before
              --svg <file>                where to draw AES's share of samples, else the CPU time compared with plain
            """.formatted(String.join(", ", Variants.BY_NAME.keySet()));

    private static final List<String> OPTIONS = List.of(
            "--scale",
            "--files",
            "--columns",
            "--variants",
            "--latency",
            "--phase",
            "--method",
            "--runs",
            "--warm-ups",
            "--repetitions",
            "--jvm-options",
            "--jdk",
            "--json",
            "--show",
            "--svg");

    /** Before an hour is spent on it. */
    LineitemOptions {
        boolean hasWhatToDraw = method == Method.SAMPLES
                || variants.stream().anyMatch(variant -> variant.name().equals(Variants.PLAIN));
        if (svg.isPresent() && show.isEmpty() && (runs < 2 || !hasWhatToDraw)) {
            throw new InvalidArgumentsException("--svg draws intervals of AES's share or of ratios to plain: it takes"
                    + " --runs 2 or more, and --method samples or plain among --variants");
        }
    }

    static LineitemOptions parse(List<String> arguments) {
        Arguments given = Arguments.parse(arguments, OPTIONS);
        return new LineitemOptions(
                given.decimal("--scale", 0.2, 0.0001, 100),
                given.number("--files", 8, 1, 10_000),
                given.constant("--columns", Columns.ALL),
                given.choices("--variants", Variants.named("plain", "stock", "ours"), Variants.BY_NAME),
                given.numbers("--latency", List.of(0), 0, 60_000),
                given.constants("--phase", Phase.values()),
                given.constant("--method", Method.TIME),
                given.number("--runs", 5, 1, 1_000),
                given.number("--warm-ups", 4, 0, 1_000),
                given.number("--repetitions", 4, 1, 1_000),
                given.text("--jvm-options", "-Xms2g -Xmx2g -XX:+UseParallelGC"),
                given.has("--jdk") ? Optional.of(given.text("--jdk", "")) : Optional.empty(),
                given.path("--json"),
                given.paths("--show"),
                given.path("--svg"));
    }
}
