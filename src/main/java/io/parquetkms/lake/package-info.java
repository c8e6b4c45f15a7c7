/**
 * A lake: files that stand there already, found, looked at and changed, in any number. What the tools share: the listing, where work is
 * done, what can be wrong with a file, the journal. Internal, but for what docs/design.md names.
 *
 * <p>May use: {@code config}, {@code kms}, {@code material}, {@code keys}, {@code policy}, {@code process}, {@code parquet}, {@code footer},
 * Hadoop. Below it, one package for each tool: {@code inspect}, {@code rotate}, {@code encrypt}, {@code doctor}, {@code audit}; and
 * {@code replace}, by which files are changed.
 */
@NullMarked
package io.parquetkms.lake;

import org.jspecify.annotations.NullMarked;
