/**
 * Which columns of which dataset are encrypted under which keys, and where nothing may be in plaintext: rules, exact leaf paths and
 * tags for columns, globs of {@linkplain io.parquetkms.policy.Place places}. Internal, but for the exception.
 *
 * <p>May use: {@code config}, Hadoop's paths, the local file system's links, Parquet's schema, Caffeine, Jackson.
 */
@NullMarked
package io.parquetkms.policy;

import org.jspecify.annotations.NullMarked;
