/**
 * Files that stand there in plaintext get encrypted as the job's rules say, and encrypted ones plaintext: modules (pages, their headers,
 * indexes, bloom filters) are taken over one by one, and nothing is decoded. What comes of it is read back in full before it replaces
 * anything. {@link io.parquetkms.lake.encrypt.Conversions} is for users, with what it tells of; the rest is internal.
 *
 * <p>May use: {@code lake}, {@code lake.replace}, {@code footer}, {@code parquet}, {@code policy}, {@code process}, {@code config}, Parquet, Hadoop.
 */
@NullMarked
package io.parquetkms.lake.encrypt;

import org.jspecify.annotations.NullMarked;
