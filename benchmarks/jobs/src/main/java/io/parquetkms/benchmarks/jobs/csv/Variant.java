package io.parquetkms.benchmarks.jobs.csv;

import io.parquetkms.benchmarks.jobs.kms.Base64KmsClient;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of the things to compare. A further one is a constant here. */
enum Variant {
    /** Nothing is encrypted, and neither the library nor an AWS SDK is there. */
    PLAIN,
    /** parquet-java's key tools, with the client that most teams write. */
    STOCK,
    /** This library. */
    OURS,
    /** Without the AES warm-up. */
    OURS_UNWARMED,
    /** With keys of a Hadoop keystore: no AWS SDK, no network. */
    OURS_KEYSTORE,
    /** Plain with its classes in an archive. */
    PLAIN_SHARED,
    /** Stock with its classes in an archive. */
    STOCK_SHARED,
    /** Ours with its classes in an archive. */
    OURS_SHARED;

    static final List<String> KEYS = List.of("footer", "pii", "finance", "address");

    private static final String ENCRYPTED_COLUMNS = "pii:phone,email;finance:balance;address:city";

    private static final String SHARED = "-shared";

    boolean isEncrypted() {
        return !base().equals("plain");
    }

    boolean isShared() {
        return toString().endsWith(SHARED);
    }

    /** What is on the class path beside Parquet and Hadoop. */
    List<String> jars() {
        return switch (base()) {
            case "plain" -> List.of();
            case "stock" -> List.of(System.getProperty("stock.jars").split(File.pathSeparator));
            default -> List.of(System.getProperty("bundle.jar"));
        };
    }

    private String base() {
        return toString().replaceFirst("-.*", "");
    }

    /**
     * @param aws where the keys are in the KMS
     * @param keystore where they are in a keystore
     */
    Map<String, String> settings(Map<String, String> aws, Map<String, String> keystore) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (isEncrypted()) {
            settings.put("parquet.encryption.footer.key", "footer");
            settings.put("parquet.encryption.column.keys", ENCRYPTED_COLUMNS);
        }
        switch (base()) {
            case "plain" -> {}
            case "stock" -> {
                settings.put(
                        "parquet.crypto.factory.class",
                        "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory");
                settings.put("parquet.encryption.kms.client.class", Base64KmsClient.class.getName());
            }
            default -> {
                settings.put("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
                settings.put("parquet.kms.crypto.warmup", String.valueOf(this != OURS_UNWARMED));
                settings.putAll(this == OURS_KEYSTORE ? keystore : aws);
            }
        }
        return settings;
    }

    /** As after {@code --variants}: {@code ours-unwarmed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
