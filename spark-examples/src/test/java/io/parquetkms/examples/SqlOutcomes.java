package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the statements of {@code docs/sql.md}, run by {@link SqlStatements}.
 *
 * @param err what Spark and the plugin said
 */
record SqlOutcomes(Map<Integer, List<String>> outcomes, Map<Integer, List<String>> errors, String err) {

    static SqlOutcomes of(SparkSubmit submit, List<SqlPage.Case> cases) throws Exception {
        Path file = Files.write(
                submit.directory().resolve("cases.txt"),
                cases.stream().map(row -> String.join("\t", row.statements())).toList());
        SparkSubmit.Result result = submit.run(
                SqlStatements.class, List.of(submit.directory().resolve("files").toString(), file.toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        Map<Integer, List<String>> outcomes = new HashMap<>();
        Map<Integer, List<String>> errors = new HashMap<>();
        result.lines()
                .filter(line -> line.startsWith("sql\t"))
                .map(line -> line.split("\t", -1))
                .forEach(field -> {
                    int row = Integer.parseInt(field[1]);
                    outcomes.computeIfAbsent(row, any -> new ArrayList<>()).add(field[3]);
                    errors.computeIfAbsent(row, any -> new ArrayList<>()).add(field[4]);
                });
        return new SqlOutcomes(outcomes, errors, result.err());
    }
}
