/**
 * What happened: requests to the KMS, keys in memory, which data used which keys, and which
 * columns of it stay in plaintext. Internal.
 *
 * <p>May use: {@code kms}.
 */
@NullMarked
package io.parquetkms.activity;

import org.jspecify.annotations.NullMarked;
