package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.RunId;
import io.parquetkms.lake.replace.Traffic;
import io.parquetkms.lake.replace.UnsafeReplacementException;
import java.io.IOException;

/** Whether a bucket's server writes on condition. AWS's does; others are tried. */
record Conditions(S3Bucket bucket, RunId run, boolean force) {

    private static final String IGNORED =
            "The server writes without regard to If-Match: what somebody else wrote in the same moment may be lost";

    /**
     * Tries it, once for each bucket.
     *
     * @param upload by a multipart upload, else by one request
     * @throws UnsafeReplacementException if it doesn't, unless forced
     */
    boolean check(String key, boolean upload, Traffic traffic) throws IOException {
        if (bucket.settings().endpoint() == null) {
            return true;
        }
        String own = key.substring(0, key.lastIndexOf('/') + 1) + "." + run.value() + ".probe";
        boolean honours = upload
                ? bucket.probe().honoursOnUpload(bucket, own, traffic)
                : bucket.probe().honoursOnPut(bucket, own, traffic);
        if (!honours && !force) {
            throw new UnsafeReplacementException("Cannot replace " + bucket.path(key) + ": " + IGNORED
                    + ". Do it where nobody writes, and force it");
        }
        return honours;
    }

    String remark(String remark, boolean conditional) {
        if (conditional) {
            return remark;
        }
        return remark.isEmpty() ? IGNORED : remark + "; " + IGNORED;
    }
}
