/**
 * The AES-GCM that Parquet gets from the JVM when it asks for {@code AES/GCM/NoPadding}, made fast from the first pages on: by
 * Amazon Corretto Crypto Provider where it is at hand, else by having the JDK's own compiled early. Keys are not seen here.
 *
 * <p>May use: {@code config}.
 */
@NullMarked
package io.parquetkms.aes;

import org.jspecify.annotations.NullMarked;
