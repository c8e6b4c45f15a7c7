package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A promise about a place holds for where files stand in the end. {@link CommitterTraps} tries Spark's committers. */
final class CommitterTrapsTest {

    private static Map<String, Outcome> outcomes;

    private record Outcome(String plaintext, String encrypted, String error) {}

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("committers").withJar(System.getProperty("tests.jar"));
        SparkSubmit.Result result = submit.run(
                CommitterTraps.class,
                List.of(submit.directory().resolve("files").toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        outcomes = result.lines()
                .filter(line -> line.startsWith("trial\t"))
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(field -> field[1], field -> new Outcome(field[2], field[3], field[4])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"guarded-v1", "guarded-v2", "link"})
    void guardedPartition_isRefused(String trial) {
        assertThat(outcomes.get(trial).plaintext()).doesNotContain("date=1");
        assertThat(outcomes.get(trial).error())
                .contains("Refusing to write ", " in plaintext: parquet.kms.encrypted.paths says it must be encrypted");
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere-v1, date=2 date=3",
        "elsewhere-v2, date=2 date=3",
        "dynamic-elsewhere, date=2 date=3",
    })
    void otherPartitions_areWritten(String trial, String partitions) {
        assertThat(outcomes.get(trial)).isEqualTo(new Outcome(partitions, "", ""));
    }

    @Test
    void dynamicOverwrite_ofAGuardedPartition_isRefusedAndTheOthersStay() {
        assertThat(outcomes.get("dynamic-guarded").plaintext()).isEqualTo("date=2");
        assertThat(outcomes.get("dynamic-guarded").error()).contains("Refusing to write ");
    }

    @Test
    void dynamicOverwrite_withKeys_isEncrypted() {
        assertThat(outcomes.get("dynamic-encrypted")).isEqualTo(new Outcome("", "date=1", ""));
    }

    /** Only the committer knows where that is, so it may be a guarded place. */
    @Test
    void partitionWithItsOwnLocation_isRefused() {
        assertThat(outcomes.get("own-location").error())
                .contains("Refusing to write ", "a partition with a LOCATION of its own");
        assertThat(outcomes.get("no-own-location").error()).isEmpty();
    }
}
