package io.parquetkms.examples;

import java.util.Locale;
import java.util.Map;

/** Who asks KMS. Driver and executors have credentials of their own, so that the KMS's log tells them apart. */
public enum Signer {
    DRIVER,
    EXECUTORS;

    public String accessKeyId() {
        return "AKIA" + name();
    }

    public String secretAccessKey() {
        return "secret of the " + name();
    }

    /** Where the AWS SDK finds them. */
    public Map<String, String> environment() {
        return Map.of("AWS_ACCESS_KEY_ID", accessKeyId(), "AWS_SECRET_ACCESS_KEY", secretAccessKey());
    }

    static String nameOf(String accessKeyId) {
        for (Signer signer : values()) {
            if (signer.accessKeyId().equals(accessKeyId)) {
                return signer.name().toLowerCase(Locale.ROOT);
            }
        }
        return accessKeyId;
    }
}
