package io.parquetkms.benchmarks.jobs.lineitem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The variants there are. A further one is a line here. */
final class Variants {

    static final String PLAIN = "plain";
    static final String STOCK = "stock";

    /** The JDK's AES as it comes, without the library's warm-up: what stock tools have, too. */
    private static final Map<String, String> JDKS_AES = Map.of(
            "spark.hadoop.parquet.kms.crypto.provider", "jdk",
            "spark.hadoop.parquet.kms.crypto.warmup", "false");

    private static final List<Variant> ALL = List.of(
            Variant.of(PLAIN, Tools.NONE),
            Variant.of(STOCK, Tools.STOCK),
            Variant.of("ours", Tools.OURS),
            Variant.of("ours-unwarmed", Tools.OURS).withSettings(JDKS_AES),
            Variant.of("ours-flags", Tools.OURS)
                    .withSettings(JDKS_AES)
                    .withJvmOptions(
                            "-XX:CompileCommand=quiet",
                            "-XX:CompileCommand=CompileThresholdScaling,com.sun.crypto.provider.*::*,0.01"),
            Variant.of("ours-accp", Tools.OURS)
                    .withSettings(Map.of("spark.hadoop.parquet.kms.crypto.provider", "accp"))
                    .withClassPath(System.getProperty("accp.jar", "")),
            Variant.of("ours-ctr", Tools.OURS)
                    .withSettings(Map.of("spark.hadoop.parquet.encryption.algorithm", "AES_GCM_CTR_V1")));

    /** All, in the order that they are listed in. */
    static final Map<String, Variant> BY_NAME = byName();

    private Variants() {}

    private static Map<String, Variant> byName() {
        Map<String, Variant> variants = new LinkedHashMap<>();
        ALL.forEach(variant -> variants.put(variant.name(), variant));
        return variants;
    }

    static List<Variant> named(String... names) {
        return Stream.of(names).map(BY_NAME::get).toList();
    }
}
