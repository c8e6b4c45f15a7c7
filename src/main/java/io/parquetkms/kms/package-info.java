/**
 * KMS keys: what a KMS does ({@link io.parquetkms.kms.Kms}), how another one is brought ({@link io.parquetkms.kms.ProviderFactory}),
 * the error types, and which keys may be used ({@link io.parquetkms.kms.KmsKeys}, the one place that makes a
 * {@link io.parquetkms.kms.KeyId}). The two built-in providers are in {@code kms.aws} and {@code kms.keystore}; their types stay
 * there. For users and for authors of providers, but for {@code KmsKeys} and {@link io.parquetkms.kms.Providers}.
 *
 * <p>May use: {@code config}.
 */
@NullMarked
package io.parquetkms.kms;

import org.jspecify.annotations.NullMarked;
