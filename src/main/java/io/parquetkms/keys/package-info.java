/**
 * Key encryption keys and data encryption keys: their key material in the file, and the keyring that fetches each key
 * encryption key once and keeps it for as long as it may be used.
 *
 * <p>May use: {@code kms} (the interface only), {@code config}.
 */
@NullMarked
package io.parquetkms.keys;

import org.jspecify.annotations.NullMarked;
