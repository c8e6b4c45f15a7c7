package io.parquetkms.examples;

import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The KMS of one test on a cluster, with its keys; it knows the driver and the executors as different users. */
public final class ClusterKms implements AutoCloseable {

    private static final List<String> KEYS = List.of("footer", "pii", "finance", "address");

    private final TestKms server = TestKms.start();
    private final Map<String, String> arns = new LinkedHashMap<>();

    ClusterKms() {
        this(KEYS);
    }

    /** @param keys names for its keys */
    public ClusterKms(List<String> keys) {
        for (String name : keys) {
            String arn = server.createKey();
            server.alias("alias/" + name, arn);
            arns.put(name, arn);
        }
        for (Signer signer : Signer.values()) {
            server.addCaller(signer.accessKeyId(), signer.secretAccessKey());
        }
    }

    TestKms server() {
        return server;
    }

    /** All its keys, on demand. */
    void rotate() {
        arns.values().forEach(server::rotate);
    }

    void deny(Signer signer, Operation operation) {
        server.caller(signer.accessKeyId()).permissions().deny(operation);
    }

    /** Everything again. */
    void allow(Signer signer) {
        server.caller(signer.accessKeyId()).permissions().reset();
    }

    /** What an application needs to use the keys by name. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.hadoop.parquet.kms.aws.endpoint", server.endpoint().toString());
        arns.forEach((name, arn) -> settings.put("spark.hadoop.parquet.kms.key." + name, arn));
        return settings;
    }

    /** Where every AWS SDK finds it; the keys' aliases are {@code alias/} and their names. */
    public Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_KMS", server.endpoint().toString(), "AWS_REGION", TestKms.REGION);
    }

    /**
     * The requests since the last time, or the start, counted: {@code driver GenerateDataKey}, {@code executors Decrypt}, and
     * with the error code where one failed, {@code executors Decrypt AccessDeniedException}.
     */
    public Map<String, Long> takeCalls() {
        List<RecordedRequest> requests = server.log();
        server.resetLog();
        return requests.stream()
                .collect(Collectors.groupingBy(ClusterKms::describe, TreeMap::new, Collectors.counting()));
    }

    private static String describe(RecordedRequest request) {
        String asked =
                Signer.nameOf(request.accessKeyId()) + " " + request.operation().wireName();
        return request.succeeded() ? asked : asked + " " + request.outcome();
    }

    /** Of the requests that succeeded since then, how many were for each key, by its name. */
    Map<String, Long> callsByKey() {
        Map<String, Long> byArn = server.log().stream()
                .filter(RecordedRequest::succeeded)
                .collect(Collectors.groupingBy(RecordedRequest::keyArn, Collectors.counting()));
        return arns.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), name -> byArn.getOrDefault(arns.get(name), 0L)));
    }

    @Override
    public void close() {
        server.close();
    }
}
