/**
 * Every property of the library, once: its name, default and meaning, and the typed records they are read into.
 *
 * <p>Nothing outside this package reads a key of a Hadoop {@code Configuration}. May use: Hadoop's {@code Configuration},
 * Parquet's names of columns and ciphers.
 */
@NullMarked
package io.parquetkms.config;

import org.jspecify.annotations.NullMarked;
