/**
 * Key encryption keys: the keyring that fetches each one once and keeps it for as long as it may be used, from a KMS or from a broker,
 * and wraps and unwraps data keys with it. Internal.
 *
 * <p>May use: {@code material}, {@code activity}, {@code kms} (its interfaces only), {@code config}.
 */
@NullMarked
package io.parquetkms.keys;

import org.jspecify.annotations.NullMarked;
