/**
 * Files in S3: what stays is copied within it, and the new content takes the old one's place on condition that this is still there.
 *
 * <p>May use: {@code lake}, {@code lake.replace}, Hadoop, Parquet's {@code InputFile}, the SDK. The self-contained jar has no S3 client:
 * the tools' jar does.
 */
@NullMarked
package io.parquetkms.lake.replace.s3;

import org.jspecify.annotations.NullMarked;
