/**
 * The library in this process: one runtime owns settings, keyrings, threads and listeners, and ends them. Internal.
 *
 * <p>May use: {@code policy}, {@code keys}, {@code activity}, {@code kms}, {@code config}, {@code aes}.
 */
@NullMarked
package io.parquetkms.process;

import org.jspecify.annotations.NullMarked;
