package io.parquetkms.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How the processes of a cluster talk to each other. */
public enum RpcSecurity {
    /** As Spark comes: whoever can listen, reads. */
    OPEN,
    /** Authenticated, and encrypted by Spark's own protocol. */
    CRYPTO,
    /** Authenticated, and encrypted by TLS: since Spark 4.0. */
    TLS;

    /** What Master, Workers and every application set alike. */
    Map<String, String> settings(Path directory) throws Exception {
        Map<String, String> settings = new HashMap<>();
        if (this != OPEN) {
            settings.put("spark.authenticate", "true");
            settings.put("spark.authenticate.secret", "of-the-tests-cluster");
        }
        if (this == CRYPTO) {
            settings.put("spark.network.crypto.enabled", "true");
            settings.put("spark.network.crypto.saslFallback", "false");
        }
        if (this == TLS) {
            settings.putAll(TlsIdentity.makeIn(directory).rpcSettings());
        }
        return settings;
    }
}
