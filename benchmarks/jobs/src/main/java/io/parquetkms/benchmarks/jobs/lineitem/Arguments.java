package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.InvalidArgumentsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to measure, and how often.
 *
 * @param latencies of the KMS, in milliseconds
 * @param runs rounds in which each variant is measured once, in turn
 * @param repetitions measured in each warm JVM, after the warm-ups
 * @param jdk home of the Java that runs Spark; without it, this one
 */
record Arguments(
        double scale,
        int files,
        Columns columns,
        List<Variant> variants,
        List<Integer> latencies,
        List<Phase> phases,
        int runs,
        int warmUps,
        int repetitions,
        String jvmOptions,
        Optional<String> jdk,
        Optional<Path> json) {

    private static final String USAGE = """
            Options of lineitem, with their defaults:
              --scale 0.2                 TPC-H's scale: 1 is six million rows
              --files 8                   how many files the table has
              --columns all               which are encrypted: all, or some (the three with amounts of money)
              --variants plain,stock,ours of %s
              --latency 0                 of the KMS, in milliseconds: one or more
              --phase cold,warm           the first write and scan of a JVM, or later ones
              --runs 5                    rounds: each variant once in each
              --warm-ups 4                of a warm JVM, before it is measured
              --repetitions 4             measured ones of a warm JVM
              --jvm-options "-Xms2g -Xmx2g -XX:+UseParallelGC"
              --jdk <directory>           another Java to run Spark with
              --json <file>               where to write every measurement
            """.formatted(Variants.names());

    static Arguments parse(List<String> options) {
        if (options.size() % 2 != 0) {
            throw new InvalidArgumentsException("Each option takes one value\n" + USAGE);
        }
        Parser parser = new Parser();
        for (int i = 0; i < options.size(); i += 2) {
            parser.set(options.get(i), options.get(i + 1));
        }
        return parser.arguments();
    }

    private static final class Parser {
        private double scale = 0.2;
        private int files = 8;
        private Columns columns = Columns.ALL;
        private List<Variant> variants = list("plain,stock,ours", Variants::named);
        private List<Integer> latencies = List.of(0);
        private List<Phase> phases = List.of(Phase.values());
        private int runs = 5;
        private int warmUps = 4;
        private int repetitions = 4;
        private String jvmOptions = "-Xms2g -Xmx2g -XX:+UseParallelGC";
        private Optional<String> jdk = Optional.empty();
        private Optional<Path> json = Optional.empty();

        void set(String option, String value) {
            try {
                assign(option, value);
            } catch (IllegalArgumentException e) {
                throw new InvalidArgumentsException("Invalid " + option + " " + value + "\n" + USAGE, e);
            }
        }

        private void assign(String option, String value) {
            switch (option) {
                case "--scale" -> scale = positive(Double.parseDouble(value));
                case "--files" -> files = (int) positive(Integer.parseInt(value));
                case "--columns" -> columns = Columns.valueOf(value.toUpperCase(Locale.ROOT));
                case "--variants" -> variants = list(value, Variants::named);
                case "--latency" -> latencies = list(value, Integer::valueOf);
                case "--phase" -> phases = list(value.toUpperCase(Locale.ROOT), Phase::valueOf);
                case "--runs" -> runs = (int) positive(Integer.parseInt(value));
                case "--warm-ups" -> warmUps = Integer.parseInt(value);
                case "--repetitions" -> repetitions = (int) positive(Integer.parseInt(value));
                case "--jvm-options" -> jvmOptions = value;
                case "--jdk" -> jdk = Optional.of(value);
                case "--json" -> json = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException();
            }
        }

        Arguments arguments() {
            return new Arguments(
                    scale,
                    files,
                    columns,
                    variants,
                    latencies,
                    phases,
                    runs,
                    warmUps,
                    repetitions,
                    jvmOptions,
                    jdk,
                    json);
        }

        private static <T> List<T> list(String value, Function<String, T> item) {
            return new ArrayList<>(Arrays.stream(value.split(",")).map(item).toList());
        }

        private static double positive(double value) {
            if (value > 0) {
                return value;
            }
            throw new IllegalArgumentException();
        }
    }
}
