package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Faults as AWS's own client meets them. */
final class FaultsTest {

    private final TestKms kms = TestKms.start();
    private final KmsClient client = SdkClients.kms(kms);
    private final String key = kms.createKey();

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void throttleNext_thenGoesOn() {
        kms.faults().throttleNext(2);
        assertThat(outcomes(4)).containsExactly("ThrottlingException", "ThrottlingException", "OK", "OK");
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY, Fault.THROTTLED.code()))
                .isEqualTo(2);
    }

    @Test
    void throttled_isHttp400_asTheClientUnderstandsIt() {
        kms.faults().throttleNext(1);
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(this::generate)
                .satisfies(e -> assertThat(e.isThrottlingException()).isTrue())
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
    }

    @Test
    void throttleEvery_third() {
        kms.faults().throttleEvery(3);
        assertThat(outcomes(7))
                .containsExactly("OK", "OK", "ThrottlingException", "OK", "OK", "ThrottlingException", "OK");
        assertThatIllegalArgumentException().isThrownBy(() -> kms.faults().throttleEvery(0));
    }

    @Test
    void ofOneOperation_leavesOthersAlone() {
        kms.faults(Operation.GENERATE_DATA_KEY).always(Fault.KEY_UNAVAILABLE);
        assertThat(outcomes(2)).containsExactly("KeyUnavailableException", "KeyUnavailableException");
        assertThat(client.describeKey(r -> r.keyId(key)).keyMetadata().arn()).isEqualTo(key);
    }

    @Test
    void errorsOfTheService() {
        kms.faults().next(1, Fault.INTERNAL_ERROR).next(1, Fault.DEPENDENCY_TIMEOUT);
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(this::generate)
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("KMSInternalException"));
        assertThat(outcomes(2)).containsExactly("DependencyTimeoutException", "OK");
    }

    @Test
    void outage_untilCleared() {
        kms.faults().always(Fault.SERVICE_UNAVAILABLE);
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(this::generate)
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503));
        kms.clearFaults();
        assertThat(outcomes(1)).containsExactly("OK");
    }

    @Test
    void connectionClosed_givesNoAnswer() {
        kms.faults(Operation.DESCRIBE_KEY).always(Fault.CONNECTION_CLOSED);
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> client.describeKey(r -> r.keyId(key)));
        assertThat(kms.calls(Operation.DESCRIBE_KEY, "ConnectionClosed")).isPositive();
        assertThat(outcomes(1)).containsExactly("OK");
    }

    @Test
    void stopped_refusesConnections_andComesBackOnItsPort() {
        URI endpoint = kms.endpoint();
        assertThat(outcomes(1)).containsExactly("OK");
        kms.stop();
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(this::generate);
        kms.restart();
        assertThat(kms.endpoint()).isEqualTo(endpoint);
        assertThat(outcomes(1)).containsExactly("OK");
    }

    @Test
    void latency_delaysTheAnswer() {
        kms.faults(Operation.GENERATE_DATA_KEY).latency(Duration.ofMillis(150));
        long start = System.nanoTime();
        assertThat(outcomes(1)).containsExactly("OK");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void hold_keepsRequestsInFlight() throws Exception {
        CompletableFuture<?> both;
        try (Hold hold = kms.faults(Operation.GENERATE_DATA_KEY).hold()) {
            both = CompletableFuture.allOf(
                    CompletableFuture.runAsync(this::generate, work -> new Thread(work).start()),
                    CompletableFuture.runAsync(this::generate, work -> new Thread(work).start()));
            hold.awaitArrivals(2);
            assertThat(hold.arrivals()).isEqualTo(2);
            assertThat(both).isNotDone();
            assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isZero();
        }
        both.join();
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY, "OK")).isEqualTo(2);
    }

    @Test
    void close_releasesWhatIsHeld() throws Exception {
        Hold hold = kms.faults().hold();
        CompletableFuture<String> held = CompletableFuture.supplyAsync(this::outcome, work -> new Thread(work).start());
        hold.awaitArrivals(1);
        kms.close();
        assertThat(held.join()).isNotNull();
    }

    private List<String> outcomes(int requests) {
        return IntStream.range(0, requests).mapToObj(i -> outcome()).toList();
    }

    private String outcome() {
        try {
            generate();
            return "OK";
        } catch (KmsException e) {
            return e.awsErrorDetails().errorCode();
        } catch (SdkClientException e) {
            return "no answer";
        }
    }

    private void generate() {
        client.generateDataKey(r -> r.keyId(key).numberOfBytes(32));
    }
}
