/** The embedded KMS: a local Hadoop keystore. May use: {@code kms}, {@code config}, Hadoop's key providers. */
@NullMarked
package io.parquetkms.kms.keystore;

import org.jspecify.annotations.NullMarked;
