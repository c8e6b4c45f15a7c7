package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.Svg;
import io.parquetkms.benchmarks.jobs.TextTable;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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

        /** One of {@link Svg}'s. */
        String colour() {
            return switch (variant) {
                case Variants.PLAIN -> "d";
                case Variants.STOCK -> "b";
                default -> "e";
            };
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

    /** Of each step of the job where plain was measured, in the order measured. */
    Map<String, List<IntervalChart.Row>> cpuToPlain() {
        return chart((setup, setups) -> setup.equals(Setup.PLAIN) || !setups.containsKey(Setup.PLAIN)
                ? Optional.empty()
                : Optional.of(Estimate.ofRatio(
                        setups.get(setup).cpu(), setups.get(Setup.PLAIN).cpu())));
    }

    /** Of each step of the job that was sampled, in the order measured. */
    Map<String, List<IntervalChart.Row>> aesPercent() {
        return chart((setup, setups) ->
                Optional.of(setups.get(setup)).filter(Series::isSampled).map(own -> Estimate.of(own.aesPercent())));
    }

    private Map<String, List<IntervalChart.Row>> chart(
            BiFunction<Setup, Map<Setup, Series>, Optional<Estimate>> estimate) {
        Map<String, List<IntervalChart.Row>> byStep = new LinkedHashMap<>();
        series.forEach((step, setups) -> {
            List<IntervalChart.Row> rows = new ArrayList<>();
            setups.keySet()
                    .forEach(setup -> estimate.apply(setup, setups)
                            .ifPresent(
                                    found -> rows.add(new IntervalChart.Row(setup.toString(), setup.colour(), found))));
            if (step.isOfJob() && !rows.isEmpty()) {
                byStep.put(step.toString(), rows);
            }
        });
        return byStep;
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
        row.add(own.isSampled() ? Estimate.of(own.aesPercent()).plusMinus(1) : "");
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
