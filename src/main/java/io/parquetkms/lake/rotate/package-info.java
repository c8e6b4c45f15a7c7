/**
 * Another KMS key for files that stand there, by changing their footers alone. For users: {@link io.parquetkms.lake.rotate.Rotation} and
 * what it takes and gives.
 *
 * <p>May use: {@code lake}, {@code lake.replace}, {@code footer}, {@code material}, {@code kms}, {@code keys}, {@code policy},
 * {@code process}, {@code config}, Parquet, Hadoop, Caffeine.
 */
@NullMarked
package io.parquetkms.lake.rotate;

import org.jspecify.annotations.NullMarked;
