/**
 * What happened: requests to the KMS, keys in memory, which data used which keys, which columns of it are under which key or in
 * plaintext, and which files are. Internal.
 *
 * <p>May use: {@code kms}.
 */
@NullMarked
package io.parquetkms.activity;

import org.jspecify.annotations.NullMarked;
