package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.kms.StockKeyTools;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.KeySharing;
import io.parquetkms.examples.SparkSubmit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One of the things to compare. A further one is a constant here. */
enum Variant {
    /** Nothing is encrypted, and neither the library nor an AWS SDK is there. */
    PLAIN(Map.of()),
    /** parquet-java's key tools: double wrapping, and its cache lifetime of ten minutes. */
    STOCK(Map.of()),
    /** This library, by its plugin. */
    OURS(Map.of()),
    /** Without the AES warm-up. */
    OURS_UNWARMED(jdksAes()),
    /** With JVM options in its place. */
    OURS_FLAGS(
            jdksAes(),
            "-XX:CompileCommand=quiet",
            "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01"),
    /** With Amazon Corretto Crypto Provider in its place. */
    OURS_ACCP(Map.of("spark.hadoop.parquet.kms.crypto.provider", "accp")),
    OURS_CTR(Map.of("spark.hadoop.parquet.encryption.algorithm", "AES_GCM_CTR_V1"));

    static final List<String> KEYS = List.of("footer", "finance", "logistics", "trade");

    /** All sixteen columns. */
    private static final Map<String, String> ENCRYPTION = Map.of(
            "spark.hadoop.parquet.encryption.footer.key",
            "footer",
            "spark.hadoop.parquet.encryption.column.keys",
            "finance:l_quantity,l_extendedprice,l_discount,l_tax,l_returnflag,l_linestatus"
                    + ";logistics:l_shipdate,l_commitdate,l_receiptdate,l_shipinstruct,l_shipmode"
                    + ";trade:l_orderkey,l_partkey,l_suppkey,l_linenumber,l_comment");

    private final Map<String, String> settings;
    private final List<String> jvmOptions;

    /** @param settings Spark's, beyond what all of ours have */
    Variant(Map<String, String> settings, String... jvmOptions) {
        this.settings = settings;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** The JDK's AES as it comes, without the library's warm-up: what stock tools have, too. */
    private static Map<String, String> jdksAes() {
        return Map.of(
                "spark.hadoop.parquet.kms.crypto.provider", "jdk",
                "spark.hadoop.parquet.kms.crypto.warmup", "false");
    }

    boolean isEncrypted() {
        return this != PLAIN;
    }

    /** Beyond those of all. */
    List<String> jvmOptions() {
        return jvmOptions;
    }

    /** Puts in who brings the keys, and who encrypts which columns with which. */
    SparkSubmit equip(SparkSubmit spark, ClusterKms kms) {
        return switch (this) {
            case PLAIN -> spark.withoutBundle();
            case STOCK -> StockKeyTools.equip(spark).withSettings(ENCRYPTION);
            default ->
                spark.withSettings(KeySharing.AUTO.settings())
                        .withSettings(kms.settings())
                        .withSettings(ENCRYPTION)
                        .withSettings(settings)
                        .withClassPath(
                                this == OURS_ACCP ? List.of(Path.of(System.getProperty("accp.jar"))) : List.of());
        };
    }

    /** As after {@code --variants}: {@code ours-unwarmed}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
