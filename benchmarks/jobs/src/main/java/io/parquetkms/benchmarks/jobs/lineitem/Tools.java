package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.benchmarks.jobs.kms.StockKeyTools;
import io.parquetkms.examples.SparkSubmit;
import java.util.Map;

/** Who brings the keys to Parquet. */
enum Tools {
    /** Nobody: nothing is encrypted, and neither the library nor an AWS SDK is there. */
    NONE {
        @Override
        SparkSubmit equip(SparkSubmit spark, SlowKms kms) {
            return spark.withoutBundle();
        }
    },
    /** parquet-java's key tools: double wrapping, and its cache lifetime of ten minutes. */
    STOCK {
        @Override
        SparkSubmit equip(SparkSubmit spark, SlowKms kms) {
            return StockKeyTools.equip(spark);
        }
    },
    /** This library, by its plugin. */
    OURS {
        @Override
        SparkSubmit equip(SparkSubmit spark, SlowKms kms) {
            return spark.withSettings(kms.keyNames())
                    .withSettings(Map.of("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin"));
        }
    };

    abstract SparkSubmit equip(SparkSubmit spark, SlowKms kms);

    /** What the write is told: who encrypts which columns with which keys. */
    Map<String, String> encryption(Columns columns) {
        return switch (this) {
            case NONE -> Map.of();
            case STOCK -> columns.encryption(StockKeyTools.KEY_PREFIX);
            case OURS -> columns.encryption("");
        };
    }
}
