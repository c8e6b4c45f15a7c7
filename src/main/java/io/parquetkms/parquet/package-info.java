/**
 * What Parquet calls: the crypto factory, which tells it how to encrypt and decrypt each file, and the {@code KmsClient} for
 * engines with a crypto factory of their own. For users, by the names of the two classes; and {@code ParquetKms}, which gives a
 * program the same for its own readers and writers.
 *
 * <p>May use: {@code process} and those before it.
 */
@NullMarked
package io.parquetkms.parquet;

import org.jspecify.annotations.NullMarked;
