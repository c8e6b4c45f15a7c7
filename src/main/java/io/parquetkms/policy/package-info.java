/**
 * Which columns of which dataset are encrypted under which keys, and where nothing may be in plaintext: today exact leaf paths and
 * globs of paths. Internal, but for the exception.
 *
 * <p>May use: {@code config}, Parquet's schema.
 */
@NullMarked
package io.parquetkms.policy;

import org.jspecify.annotations.NullMarked;
