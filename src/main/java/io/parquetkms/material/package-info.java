/**
 * Key material: what stands in a Parquet file about each of its data keys. Whatever is read comes from an untrusted place.
 * Internal.
 *
 * <p>May use: {@code kms}, Jackson.
 */
@NullMarked
package io.parquetkms.material;

import org.jspecify.annotations.NullMarked;
