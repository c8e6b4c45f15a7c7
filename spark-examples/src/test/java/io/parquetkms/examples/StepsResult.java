package io.parquetkms.examples;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@link Places} saw of a job that was run, as it said at its end.
 *
 * @param places by step, the executors that took part in it
 * @param speculative how many speculative tasks succeeded
 */
public record StepsResult(Map<String, List<String>> places, int speculative) {

    public static StepsResult of(SparkSubmit.Result result) {
        List<String[]> lines = result.lines().map(line -> line.split("\t")).toList();
        Map<String, List<String>> places = lines.stream()
                .filter(field -> field[0].equals("places"))
                .collect(Collectors.toMap(field -> field[1], field -> List.of(field[2].split(","))));
        int speculative = lines.stream()
                .filter(field -> field[0].equals("speculative"))
                .mapToInt(field -> Integer.parseInt(field[1]))
                .sum();
        return new StepsResult(places, speculative);
    }
}
