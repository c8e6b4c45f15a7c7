/**
 * What Parquet calls: the crypto factory, which tells it how to encrypt and decrypt each file, and the {@code KmsClient} for
 * engines with a crypto factory of their own.
 *
 * <p>May use: {@code aes}, {@code keys}, {@code config}, {@code kms} for its errors and key names.
 */
@NullMarked
package io.parquetkms.parquet;

import org.jspecify.annotations.NullMarked;
