/**
 * Every property of the library, once: its name, default and meaning, and the typed records they are read into. Pure: no state, no
 * provider, no file. What is special about one KMS stands in that provider's package.
 *
 * <p>Nothing outside this package reads a key of a Hadoop {@code Configuration}. For users: the names of properties and
 * {@link io.parquetkms.config.InvalidConfigurationException}; for providers, {@link io.parquetkms.config.Property},
 * {@link io.parquetkms.config.Pinning} and {@link io.parquetkms.config.Values}; the rest is internal.
 *
 * <p>May use: Hadoop's {@code Configuration}, Parquet's names of columns and ciphers.
 */
@NullMarked
package io.parquetkms.config;

import org.jspecify.annotations.NullMarked;
