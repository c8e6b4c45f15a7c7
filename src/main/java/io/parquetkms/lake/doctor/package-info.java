/**
 * Why a job would fail: a check for each thing that can be wrong, asked in the order in which people would look, each finding with its
 * remedy. Changes nothing. For users are {@link io.parquetkms.lake.doctor.Doctor} and {@link io.parquetkms.lake.doctor.Finding}; the rest is
 * internal.
 *
 * <p>May use: {@code lake}, {@code parquet}, {@code process}, {@code policy}, {@code kms}, {@code config}, Hadoop, Parquet.
 */
@NullMarked
package io.parquetkms.lake.doctor;

import org.jspecify.annotations.NullMarked;
