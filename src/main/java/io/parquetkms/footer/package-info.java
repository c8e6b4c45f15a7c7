/**
 * The end of a Parquet file: its footer and what stands there about keys, looked at, and given other key metadata while the rest of
 * the file stays. Whatever is read comes from an untrusted place: nothing is allocated by a length that was not checked.
 *
 * <p>May use: {@code config}, {@code kms}, {@code material}, Parquet.
 */
@NullMarked
package io.parquetkms.footer;

import org.jspecify.annotations.NullMarked;
