package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.InvalidArgumentsException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The variants there are. A further one is a line here. */
final class Variants {

    static final String PLAIN = "plain";
    static final String STOCK = "stock";

    private static final List<Variant> ALL = List.of(
            Variant.of(PLAIN, Tools.NONE),
            Variant.of(STOCK, Tools.STOCK),
            Variant.of("ours", Tools.OURS),
            Variant.of("ours-ctr", Tools.OURS)
                    .withSettings(Map.of("spark.hadoop.parquet.encryption.algorithm", "AES_GCM_CTR_V1")));

    private Variants() {}

    static Variant named(String name) {
        return ALL.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidArgumentsException("Unknown variant " + name + ": must be of " + names()));
    }

    static String names() {
        return ALL.stream().map(Variant::name).collect(Collectors.joining(", "));
    }
}
