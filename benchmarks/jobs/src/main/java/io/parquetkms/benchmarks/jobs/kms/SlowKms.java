package io.parquetkms.benchmarks.jobs.kms;

import io.parquetkms.testkms.TestKms;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A KMS in this process, so that no measured process pays for it. It answers as late as asked. */
public final class SlowKms implements AutoCloseable {

    public static final List<String> KEYS = List.of("footer", "finance", "logistics", "trade");

    private final TestKms server = TestKms.start();
    private final Map<String, String> arns = new LinkedHashMap<>();

    public SlowKms() {
        for (String key : KEYS) {
            String arn = server.createKey();
            server.alias("alias/" + key, arn);
            arns.put(key, arn);
        }
    }

    /** From now on each answer comes so many milliseconds later. The count of requests begins anew. */
    public void answerAfter(int milliseconds) {
        server.faults().latency(Duration.ofMillis(milliseconds));
        server.resetLog();
    }

    public long requests() {
        return server.totalCalls();
    }

    /** What gives the keys names that the library knows. */
    public Map<String, String> keyNames() {
        Map<String, String> settings = new TreeMap<>();
        arns.forEach((name, arn) -> settings.put("spark.hadoop.parquet.kms.key." + name, arn));
        return settings;
    }

    /** Where every AWS SDK finds it. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_KMS", server.endpoint().toString(),
                "AWS_REGION", TestKms.REGION,
                "AWS_ACCESS_KEY_ID", TestKms.ACCESS_KEY_ID,
                "AWS_SECRET_ACCESS_KEY", TestKms.SECRET_ACCESS_KEY);
    }

    @Override
    public void close() {
        server.close();
    }
}
