package io.parquetkms.kms.aws;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** The files in which the AWS CLI leaves its sessions. */
public final class SessionFiles {

    private SessionFiles() {}

    /** Where {@code aws sso login} leaves the token of an {@code sso-session}. */
    public static String ssoPath(String session) {
        return ".aws/sso/cache/" + hash("SHA-1", session) + ".json";
    }

    public static String sso(String accessToken, String refreshToken, Instant expiration) {
        return """
                {"startUrl": "https://corp.awsapps.com/start", "region": "us-east-1", "accessToken": "%s",
                 "expiresAt": "%s", "clientId": "client", "clientSecret": "secret",
                 "registrationExpiresAt": "2099-01-01T00:00:00Z", "refreshToken": "%s"}
                """.formatted(accessToken, expiration, refreshToken);
    }

    /** Where {@code aws login} leaves the session of this {@code login_session}. */
    public static String loginPath(String session) {
        return ".aws/login/cache/" + hash("SHA-256", session) + ".json";
    }

    /** A session whose keys are nobody's, so that it has to be renewed with the refresh token and the key. */
    public static String login(Instant expiration, String refreshToken, KeyPair key) {
        return """
                {"accessToken": {"accessKeyId": "ASIAOLD", "secretAccessKey": "old", "sessionToken": "old",
                                 "accountId": "111122223333", "expiresAt": "%s"},
                 "tokenType": "aws_sigv4", "refreshToken": "%s", "clientId": "arn:aws:signin:::devtools/same-device",
                 "dpopKey": "%s"}
                """.formatted(expiration, refreshToken, sec1(key).replace("\n", "\\n"));
    }

    public static KeyPair dpopKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A P-256 key as RFC 5915 has it: every field of it has a fixed length, so that the tags are constants. */
    private static String sec1(KeyPair key) {
        ECPrivateKey secret = (ECPrivateKey) key.getPrivate();
        ECPublicKey point = (ECPublicKey) key.getPublic();
        String hex = "30770201010420" + scalar(secret.getS())
                + "a00a06082a8648ce3d030107a14403420004"
                + scalar(point.getW().getAffineX())
                + scalar(point.getW().getAffineY());
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        return "-----BEGIN EC PRIVATE KEY-----\n" + base64 + "\n-----END EC PRIVATE KEY-----\n";
    }

    private static String scalar(BigInteger value) {
        return "%064x".formatted(value);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
