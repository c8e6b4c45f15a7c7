package io.parquetkms.testkms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Authorization header of AWS Signature Version 4, and the check of it. The signing time is not compared with the
 * clock. Immutable.
 */
record SigV4(
        String accessKeyId, String date, String region, String service, List<String> signedHeaders, String signature) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern SHAPE = Pattern.compile(ALGORITHM
            + " Credential=([^/\\s]+)/(\\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request"
            + ",\\s*SignedHeaders=([a-z0-9;-]+),\\s*Signature=([0-9a-f]{64})");

    static Optional<SigV4> of(WireRequest request) {
        Matcher matcher = SHAPE.matcher(request.headerOr("authorization", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> signedHeaders = Arrays.asList(matcher.group(5).split(";", -1));
        return Optional.of(new SigV4(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                signedHeaders,
                matcher.group(6)));
    }

    /** Tells whether this secret signed this request: method, path, headers and body. */
    boolean isBy(String secret, WireRequest request) {
        String scope = String.join("/", date, region, service, "aws4_request");
        String stringToSign = String.join(
                "\n", ALGORITHM, request.headerOr("x-amz-date", ""), scope, sha256(bytes(canonical(request))));
        byte[] key = bytes("AWS4" + secret);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String expected = HexFormat.of().formatHex(hmac(key, stringToSign));
        return signedHeaders.contains("host") && MessageDigest.isEqual(bytes(expected), bytes(signature));
    }

    private String canonical(WireRequest request) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + request.canonicalHeader(name) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                request.path(),
                request.query(),
                headers,
                String.join(";", signedHeaders),
                sha256(request.body()));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
