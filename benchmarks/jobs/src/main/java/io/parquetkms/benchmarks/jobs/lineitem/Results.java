package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.TextTable;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table at the end: each step of each variant, with its ratios to plain and to stock. */
record Results(Map<Step, Map<Setup, Series>> series) {

    private static final List<String> HEADER = List.of(
            "",
            "variant",
            "KMS, ms",
            "CPU, s",
            "to plain",
            "to stock",
            "wall, s",
            "to plain",
            "to stock",
            "AES, % of Java code",
            "KMS calls of the JVM");

    /** What is compared. */
    private record Step(Phase phase, String steps, String step) {

        static Step of(Sample sample) {
            return new Step(sample.phase(), sample.steps(), sample.measured().step());
        }

        /** Of a warm JVM the warm-ups are most. Spark's start is the same for all steps: shown for one. */
        boolean isShown() {
            return switch (step) {
                case LineitemJob.START -> phase == Phase.COLD && steps.equals("write");
                case LineitemJob.WHOLE_JVM -> phase == Phase.COLD;
                default -> true;
            };
        }

        /** Whether the job does it, rather than what is around it. */
        boolean isOfJob() {
            return !step.equals(LineitemJob.START) && !step.equals(LineitemJob.WHOLE_JVM);
        }

        @Override
        public String toString() {
            return switch (step) {
                case LineitemJob.START -> "Spark's start";
                case LineitemJob.WHOLE_JVM -> steps + ", whole JVM";
                default -> phase.lowerCase() + " " + step;
            };
        }
    }

    /** With what. */
    private record Setup(String variant, int latency) {

        static final Setup PLAIN = new Setup(Variants.PLAIN, 0);

        static Setup of(Sample sample) {
            return new Setup(sample.variant(), sample.latency());
        }

        Setup stock() {
            return new Setup(Variants.STOCK, latency);
        }

        @Override
        public String toString() {
            return variant + (latency == 0 ? "" : ", KMS " + latency + " ms");
        }
    }

    static Results of(List<Sample> samples) {
        return new Results(samples.stream()
                .filter(sample -> Step.of(sample).isShown())
                .collect(Collectors.groupingBy(
                        Step::of,
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                Setup::of,
                                LinkedHashMap::new,
                                Collectors.collectingAndThen(Collectors.toList(), Series::of)))));
    }

    String markdown() {
        TextTable table = new TextTable(2);
        table.add(HEADER);
        series.forEach((step, setups) -> setups.keySet().forEach(setup -> table.add(row(step, setup, setups))));
        return table.markdown();
    }

    /** For each step that is one of the job's, in the order measured. */
    Map<String, List<IntervalChart.Row>> cpuToPlain() {
        Map<String, List<IntervalChart.Row>> byStep = new LinkedHashMap<>();
        series.forEach((step, setups) -> {
            if (step.isOfJob() && setups.containsKey(Setup.PLAIN)) {
                byStep.put(step.toString(), rows(setups));
            }
        });
        return byStep;
    }

    private static List<IntervalChart.Row> rows(Map<Setup, Series> setups) {
        double[] plain = setups.get(Setup.PLAIN).cpu();
        List<IntervalChart.Row> rows = new ArrayList<>();
        setups.forEach((setup, own) -> {
            if (!setup.equals(Setup.PLAIN)) {
                String colour = setup.variant().equals(Variants.STOCK) ? "b" : "e";
                rows.add(new IntervalChart.Row(setup.toString(), colour, Estimate.ofRatio(own.cpu(), plain)));
            }
        });
        return rows;
    }

    private static List<String> row(Step step, Setup setup, Map<Setup, Series> setups) {
        Series own = setups.get(setup);
        List<String> row = new ArrayList<>(List.of(
                step.toString(), setup.variant(), setup.equals(Setup.PLAIN) ? "" : String.valueOf(setup.latency())));
        for (Function<Series, double[]> seconds : List.<Function<Series, double[]>>of(Series::cpu, Series::wall)) {
            row.add(Estimate.of(seconds.apply(own)).plusMinus(2));
            row.add(ratio(setup, Setup.PLAIN, setups, seconds));
            row.add(ratio(setup, setup.stock(), setups, seconds));
        }
        Estimate aes = Estimate.of(own.aesPercent());
        row.add(Double.isNaN(aes.mean()) ? "" : aes.plusMinus(1));
        row.add(String.valueOf(own.requests()));
        return row;
    }

    private static String ratio(Setup one, Setup other, Map<Setup, Series> setups, Function<Series, double[]> seconds) {
        if (one.equals(Setup.PLAIN) || one.equals(other) || !setups.containsKey(other)) {
            return "";
        }
        return Estimate.ofRatio(seconds.apply(setups.get(one)), seconds.apply(setups.get(other)))
                .range();
    }
}
