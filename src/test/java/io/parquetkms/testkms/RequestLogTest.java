package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** What the server remembers of its requests. */
final class RequestLogTest {

    private static final int THREADS = 64;
    private static final int ROUNDS = 10;

    private final TestKms kms = TestKms.start();
    private final KmsClient client = SdkClients.kms(kms);
    private final String key = kms.createKey();

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void request_isRecordedWhole() {
        String requestId = client.generateDataKey(
                        r -> r.keyId(key).numberOfBytes(32).encryptionContext(Map.of("table", "people")))
                .responseMetadata()
                .requestId();
        assertThat(kms.log()).singleElement().satisfies(request -> {
            assertThat(request.sequence()).isEqualTo(1);
            assertThat(request.operation()).isEqualTo(Operation.GENERATE_DATA_KEY);
            assertThat(request.accessKeyId()).isEqualTo(TestKms.ACCESS_KEY_ID);
            assertThat(request.region()).isEqualTo(TestKms.REGION);
            assertThat(request.keyArn()).isEqualTo(key);
            assertThat(request.encryptionContext()).containsExactly(Map.entry("table", "people"));
            assertThat(request.succeeded()).isTrue();
            assertThat(request.requestId()).isEqualTo(requestId);
            assertThat(request.userAgent()).startsWith("aws-sdk-java/2.");
        });
    }

    @Test
    void failure_isCountedWithItsCode() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> client.describeKey(r -> r.keyId("alias/none")));
        client.describeKey(r -> r.keyId(key));
        assertThat(kms.calls(Operation.DESCRIBE_KEY)).isEqualTo(2);
        assertThat(kms.calls(Operation.DESCRIBE_KEY, RecordedRequest.OK)).isEqualTo(1);
        assertThat(kms.calls(Operation.DESCRIBE_KEY, "NotFoundException")).isEqualTo(1);
        assertThat(kms.calls(Operation.DECRYPT)).isZero();
        assertThat(kms.totalCalls()).isEqualTo(2);
    }

    @Test
    void whatTheTestDoesItself_isNotRecorded() {
        kms.alias("alias/pii", kms.createKey());
        kms.rotate(key);
        assertThat(kms.log()).isEmpty();
    }

    @Test
    void reset_forgetsAll() {
        client.describeKey(r -> r.keyId(key));
        kms.resetLog();
        assertThat(kms.log()).isEmpty();
        assertThat(kms.totalCalls()).isZero();
        client.describeKey(r -> r.keyId(key));
        assertThat(kms.log()).extracting(RecordedRequest::sequence).containsExactly(1L);
    }

    @Test
    void manyThreads_getTheirOwnAnswers_andAreAllRecorded() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> running = new ArrayList<>();
        try (Hold hold = kms.faults().hold()) {
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(roundTrips(i)));
            }
            hold.awaitArrivals(THREADS);
        }
        for (Future<Integer> thread : running) {
            assertThat(thread.get()).isEqualTo(ROUNDS);
        }
        threads.shutdown();
        long each = (long) THREADS * ROUNDS;
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY, RecordedRequest.OK)).isEqualTo(each);
        assertThat(kms.calls(Operation.DECRYPT, RecordedRequest.OK)).isEqualTo(each);
        assertThat(kms.log())
                .extracting(RecordedRequest::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2 * each).boxed().toList());
    }

    private Callable<Integer> roundTrips(int thread) {
        Map<String, String> context = Map.of("thread", Integer.toString(thread));
        return () -> {
            int right = 0;
            for (int round = 0; round < ROUNDS; round++) {
                GenerateDataKeyResponse dataKey = client.generateDataKey(
                        r -> r.keyId(key).numberOfBytes(32).encryptionContext(context));
                SdkBytes opened = client.decrypt(
                                r -> r.ciphertextBlob(dataKey.ciphertextBlob()).encryptionContext(context))
                        .plaintext();
                right += opened.equals(dataKey.plaintext()) ? 1 : 0;
            }
            return right;
        };
    }
}
