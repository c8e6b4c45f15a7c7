package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** What goes over the wire, byte for byte: requests that no AWS client would send. Signed by AWS's own signer. */
final class KmsProtocolTest {

    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestKms kms = TestKms.start();
    private final String key = kms.createKey();

    @AfterEach
    void close() {
        kms.close();
    }

    @Test
    void answer_isJson_withRequestId() throws Exception {
        HttpResponse<String> answer = post("DescribeKey", "{\"KeyId\":\"" + key + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-requestid"))
                .contains(kms.log().get(0).requestId());
        assertThat(answer.body()).contains("\"Arn\":\"" + key + "\"");
    }

    @Test
    void emptyAnswer_hasNoBody() throws Exception {
        HttpResponse<String> answer = post("DisableKey", "{\"KeyId\":\"" + key + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void unknownOperation() throws Exception {
        assertError("Sign", "{}", "{\"__type\":\"UnknownOperationException\"}");
        assertThat(kms.calls(Operation.UNKNOWN)).isEqualTo(1);
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void badJson() throws Exception {
        for (String body : List.of("", "{", "[]", "null", "{\"KeyId\":", "\u0000")) {
            assertThat(post("DescribeKey", body).body()).contains("SerializationException");
        }
    }

    @Test
    void wrongTypes() throws Exception {
        assertType("SerializationException", "DescribeKey", "{\"KeyId\":1}");
        assertType("SerializationException", "Decrypt", "{\"CiphertextBlob\":\"not base64!\"}");
        assertType("SerializationException", "Decrypt", "{\"CiphertextBlob\":{}}");
        assertType(
                "SerializationException",
                "GenerateDataKey",
                "{\"KeyId\":\"" + key + "\",\"NumberOfBytes\":32,\"EncryptionContext\":{\"a\":1}}");
        assertType(
                "SerializationException",
                "GenerateDataKey",
                "{\"KeyId\":\"" + key + "\",\"NumberOfBytes\":32,\"EncryptionContext\":[]}");
        assertType("SerializationException", "GenerateDataKey", "{\"KeyId\":\"" + key + "\",\"NumberOfBytes\":\"32\"}");
    }

    @Test
    void nullFields_areAbsentOnes() throws Exception {
        assertType("ValidationException", "DescribeKey", "{\"KeyId\":null}");
        assertThat(post("DescribeKey", "{\"KeyId\":\"" + key + "\",\"GrantTokens\":null}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noSignature() throws Exception {
        HttpRequest unsigned = HttpRequest.newBuilder(kms.endpoint())
                .header("X-Amz-Target", "TrentService.DescribeKey")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(send(unsigned).body())
                .isEqualTo("{\"__type\":\"MissingAuthenticationTokenException\","
                        + "\"message\":\"Missing Authentication Token\"}");
        assertThat(kms.log().get(0).accessKeyId()).isNull();
    }

    @Test
    void signatureOfAnotherShape() throws Exception {
        HttpRequest odd = HttpRequest.newBuilder(kms.endpoint())
                .header("X-Amz-Target", "TrentService.DescribeKey")
                .header("Authorization", "Bearer token")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(send(odd).body()).contains("MissingAuthenticationTokenException");
    }

    @Test
    void bodyChangedAfterSigning() throws Exception {
        HttpRequest request = signed("DescribeKey", "{\"KeyId\":\"" + key + "\"}", "kms")
                .POST(HttpRequest.BodyPublishers.ofString("{\"KeyId\":\"alias/other\"}"))
                .build();
        assertThat(send(request).body()).contains("InvalidSignatureException");
    }

    @Test
    void signedForAnotherService() throws Exception {
        HttpRequest request =
                signed("DescribeKey", "{\"KeyId\":\"" + key + "\"}", "s3").build();
        assertThat(send(request).body()).contains("Credential should be scoped to correct service: 'kms'.");
    }

    private void assertError(String operation, String body, String expected) throws Exception {
        HttpResponse<String> answer = post(operation, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(expected);
    }

    private void assertType(String type, String operation, String body) throws Exception {
        HttpResponse<String> answer = post(operation, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"__type\":\"" + type + "\"");
    }

    private HttpResponse<String> post(String operation, String body) throws IOException, InterruptedException {
        return send(signed(operation, body, "kms").build());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder signed(String operation, String body, String service) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(kms.endpoint())
                .putHeader("X-Amz-Target", "TrentService." + operation)
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsBasicCredentials.create(TestKms.ACCESS_KEY_ID, TestKms.SECRET_ACCESS_KEY))
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestKms.REGION));
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(kms.endpoint()).POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        signed.request().headers().forEach((name, values) -> {
            if (SET_BY_THE_CLIENT.stream().noneMatch(name::equalsIgnoreCase)) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder;
    }
}
