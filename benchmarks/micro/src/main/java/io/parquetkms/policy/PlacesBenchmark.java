package io.parquetkms.policy;

import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to find a file's place among those of a policy? Asked for each file.
 *
 * <pre>{@code mvn -q verify "-Djmh.args=PlacesBenchmark -foe true -rf json -rff target/places.json"}</pre>
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Benchmark)
public class PlacesBenchmark {

    @Param({"1", "100", "1000"})
    public int places;

    /** With a wildcard, and without. */
    @Param({"hdfs://warehouse/db%d/sales/*", "hdfs://warehouse/db%d/sales"})
    public String paths;

    private final Configuration configuration = new Configuration(false);
    private final Path file = new Path("hdfs://warehouse/db0/sales/date=2026-11-01/part-00000.parquet");
    private Policy policy;

    @Setup
    public void setUp() {
        String all = IntStream.range(0, places)
                .mapToObj(number -> "{\"path\": \"" + paths.formatted(number)
                        + "\", \"footerKey\": \"pii\", \"columns\": {\"pii\": [\"ssn\"]}}")
                .collect(Collectors.joining(", "));
        policy = Policy.parse(
                "lake.json", "{\"version\": 1, \"keys\": {\"pii\": \"pii-key\"}, \"places\": [" + all + "]}");
        if (find() == null) {
            throw new AssertionError("The policy has no place for " + file);
        }
    }

    @Benchmark
    public PolicyPlace find() {
        return policy.at(configuration, file);
    }
}
