package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A self-signed certificate for this machine, made for the occasion. The one file is key store and trust store. */
record TlsIdentity(Path store) {

    private static final String PASSWORD = "of-the-tests-store";

    static TlsIdentity makeIn(Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve("tls.p12");
        Files.deleteIfExists(store);
        List<String> keytool = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "rpc",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1,DNS:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Path log = directory.resolve("keytool.txt");
        int status = new ProcessBuilder(keytool)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("keytool failed: " + Files.readString(log));
        }
        return new TlsIdentity(store);
    }

    Map<String, String> rpcSettings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "spark.ssl.rpc.enabled", "true",
                "spark.ssl.rpc.protocol", "TLSv1.3",
                "spark.ssl.rpc.keyPassword", PASSWORD));
        for (String kind : List.of("key", "trust")) {
            settings.put("spark.ssl.rpc." + kind + "Store", store.toString());
            settings.put("spark.ssl.rpc." + kind + "StoreType", "PKCS12");
            settings.put("spark.ssl.rpc." + kind + "StorePassword", PASSWORD);
        }
        return settings;
    }
}
