package io.parquetkms.testkms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Vectors of AWS's published Signature Version 4 test suite (aws-sig-v4-test-suite). */
final class SigV4Test {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String GET_VANILLA = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    private static final String POST_FORM = "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";

    @Test
    void getVanilla() {
        assertThat(isBy(SECRET, get("host;x-amz-date", GET_VANILLA))).isTrue();
    }

    @Test
    void postForm() {
        assertThat(isBy(SECRET, postForm("Param1=value1"))).isTrue();
    }

    @Test
    void otherSecret_body_or_signature_fails() {
        assertThat(isBy("other", get("host;x-amz-date", GET_VANILLA))).isFalse();
        assertThat(isBy(SECRET, postForm("Param1=value2"))).isFalse();
        assertThat(isBy(SECRET, get("host;x-amz-date", POST_FORM))).isFalse();
    }

    @Test
    void unreadableHeader_isNoSignature() {
        assertThat(SigV4.of(get("host;x-amz-date", "short"))).isEmpty();
        assertThat(SigV4.of(get("", GET_VANILLA))).isEmpty();
    }

    private static boolean isBy(String secret, WireRequest request) {
        return SigV4.of(request).orElseThrow().isBy(secret, request);
    }

    private static WireRequest get(String signedHeaders, String signature) {
        return request("GET", "", Map.of(), signedHeaders, signature);
    }

    private static WireRequest postForm(String body) {
        Map<String, List<String>> type = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
        return request("POST", body, type, "content-type;host;x-amz-date", POST_FORM);
    }

    private static WireRequest request(
            String method, String body, Map<String, List<String>> more, String signedHeaders, String signature) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(more);
        headers.put("Host", List.of("example.amazonaws.com"));
        headers.put("X-Amz-Date", List.of("20150830T123600Z"));
        headers.put(
                "Authorization",
                List.of(
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                                + signedHeaders + ", Signature=" + signature));
        return new WireRequest(method, "/", "", headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
