package io.parquetkms.lake.rotate;

import java.math.BigDecimal;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * What Amazon S3 takes for requests: list prices of S3 Standard in us-east-1, as known in November 2026; other Regions and classes take
 * more.
 */
final class StoragePrices {

    /** PUT, COPY, POST, LIST: $0.005 for 1,000. */
    private static final BigDecimal CHANGE = new BigDecimal("0.000005");

    /** GET and all others: $0.0004 for 1,000. */
    private static final BigDecimal READ = new BigDecimal("0.0000004");

    private static final Set<String> S3 = Set.of("s3", "s3a", "s3n");
    private static final long SHORT = 16 << 20;
    private static final long FIRST_PART = 5 << 20;
    private static final long COPIED_PART = 1L << 30;

    private StoragePrices() {}

    static boolean isS3(String path) {
        String scheme = new Path(path).toUri().getScheme();
        return scheme != null && S3.contains(scheme);
    }

    /** Requests that change something: one for a short file; else begin, the parts that are copied, the new end, complete. */
    static long changes(long bytes) {
        return bytes < SHORT ? 1 : 4 + (bytes - FIRST_PART + COPIED_PART - 1) / COPIED_PART;
    }

    /** Requests that read: the footer, to look and to change it, the file's state, and the new end. */
    static long reads() {
        return 8;
    }

    static BigDecimal dollars(long reads, long changes) {
        return READ.multiply(BigDecimal.valueOf(reads)).add(CHANGE.multiply(BigDecimal.valueOf(changes)));
    }
}
