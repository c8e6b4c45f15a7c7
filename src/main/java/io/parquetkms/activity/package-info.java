/**
 * What happened: requests to the KMS, keys in memory, and which data used which keys. Internal.
 *
 * <p>May use: {@code kms}.
 */
@NullMarked
package io.parquetkms.activity;

import org.jspecify.annotations.NullMarked;
