/**
 * KMS keys: what a KMS does ({@link io.parquetkms.kms.Kms}), the error types, and which keys a file may name.
 * The two services are in {@code kms.aws} and {@code kms.keystore}; their types stay there.
 *
 * <p>May use: {@code config}.
 */
@NullMarked
package io.parquetkms.kms;

import org.jspecify.annotations.NullMarked;
