package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import java.util.Locale;
import java.util.Map;

/** Which columns are encrypted. The footer is, too. */
enum Columns {
    /** All sixteen, under three keys. */
    ALL(Map.of(
            "finance", "l_quantity,l_extendedprice,l_discount,l_tax,l_returnflag,l_linestatus",
            "logistics", "l_shipdate,l_commitdate,l_receiptdate,l_shipinstruct,l_shipmode",
            "trade", "l_orderkey,l_partkey,l_suppkey,l_linenumber,l_comment")),
    /** The amounts of money, under one key. */
    SOME(Map.of("finance", "l_extendedprice,l_discount,l_tax"));

    private final Map<String, String> byKey;

    Columns(Map<String, String> byKey) {
        this.byKey = byKey;
    }

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Parquet's properties. Keys are {@link SlowKms#KEYS}, with a prefix. */
    Map<String, String> encryption(String keyPrefix) {
        StringBuilder columnKeys = new StringBuilder();
        byKey.forEach((key, columns) -> columnKeys
                .append(columnKeys.isEmpty() ? "" : ";")
                .append(keyPrefix)
                .append(key)
                .append(':')
                .append(columns));
        return Map.of(
                "parquet.encryption.footer.key",
                keyPrefix + "footer",
                "parquet.encryption.column.keys",
                columnKeys.toString());
    }
}
