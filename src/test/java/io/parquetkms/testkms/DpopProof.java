package io.parquetkms.testkms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

/** A proof of possession of a P-256 key, RFC 9449: a JWT that names the request and is signed with the key. Immutable. */
record DpopProof(JsonNode header, JsonNode claims, String signedText, String signature) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static DpopProof parse(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new KmsError("ValidationException", "No DPoP proof");
        }
        try {
            return new DpopProof(
                    JSON.readTree(decoded(parts[0])),
                    JSON.readTree(decoded(parts[1])),
                    parts[0] + "." + parts[1],
                    parts[2]);
        } catch (IOException | IllegalArgumentException e) {
            throw new KmsError("ValidationException", "Not a DPoP proof");
        }
    }

    boolean isFor(String method, String path) {
        return claims.path("htm").asText().equals(method)
                && claims.path("htu").asText().endsWith(path);
    }

    /** Whether the proof names this key and is signed with it. */
    boolean isBy(ECPublicKey key) {
        JsonNode jwk = header.path("jwk");
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(signedText.getBytes(StandardCharsets.US_ASCII));
            return coordinate(jwk, "x").equals(key.getW().getAffineX())
                    && coordinate(jwk, "y").equals(key.getW().getAffineY())
                    && verifier.verify(decoded(signature));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static BigInteger coordinate(JsonNode jwk, String name) {
        return new BigInteger(1, decoded(jwk.path(name).asText()));
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
