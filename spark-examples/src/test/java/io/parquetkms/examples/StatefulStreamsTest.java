package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@code docs/sql.md} says: where streams and shuffles leave values of rows in plaintext, though their Parquet files are encrypted. */
@Tag("full")
final class StatefulStreamsTest {

    private static SparkSubmit.Result run(String ioEncryption) throws Exception {
        SparkSubmit submit =
                SparkSubmit.in("stateful-streams-" + ioEncryption).withJar(System.getProperty("tests.jar"));
        SparkSubmit.Result result = submit.withSettings(Map.of("spark.io.encryption.enabled", ioEncryption))
                .run(
                        StatefulStreams.class,
                        List.of(submit.directory().resolve("files").toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(fields(result, "rows")).isEqualTo(Map.of("stateless", "3", "state", "2", "rocksdb", "2"));
        return result;
    }

    private static Map<String, String> fields(SparkSubmit.Result result, String kind) {
        Map<String, String> fields = new TreeMap<>();
        result.lines()
                .map(line -> line.split("\t"))
                .filter(field -> field[0].equals(kind))
                .forEach(field -> fields.put(field[1], field[2]));
        return fields;
    }

    private static Map<String, String> found(String shuffle) {
        return Map.of(
                "stateless files", "false",
                "stateless checkpoint", "false",
                "state files", "false",
                "state checkpoint", "true",
                "rocksdb files", "false",
                "rocksdb checkpoint", "true",
                "rocksdb local", "true",
                "shuffle", shuffle);
    }

    /** Only streams with state are warned of, each once. */
    @Test
    void ioEncryption_coversShuffles_andNoState() throws Exception {
        SparkSubmit.Result result = run("true");

        assertThat(fields(result, "found")).isEqualTo(found("false"));
        assertThat(result.err().lines().filter(line -> line.contains("A stream keeps state")))
                .hasSize(2)
                .allMatch(line -> line.contains("(Deduplicate) in its checkpoint"));
    }

    @Test
    void withoutIoEncryption_shufflesAreInPlaintext() throws Exception {
        assertThat(fields(run("false"), "found")).isEqualTo(found("true"));
    }
}
