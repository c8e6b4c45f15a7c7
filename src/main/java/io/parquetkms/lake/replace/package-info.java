/**
 * How a file gets another content so that readers find the old one or the new one, and never anything else: by file system. Internal.
 *
 * <p>May use: {@code lake}, Hadoop, Parquet's {@code InputFile}. The SDK's S3 client stays in {@code replace.s3}.
 */
@NullMarked
package io.parquetkms.lake.replace;

import org.jspecify.annotations.NullMarked;
