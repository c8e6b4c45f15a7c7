/**
 * Who may use the keys of a lake, and which are still needed. {@link io.parquetkms.lake.audit.RolePolicy} says what a role needs,
 * {@link io.parquetkms.lake.audit.LakeReaders} who may decrypt, {@link io.parquetkms.lake.audit.Retirement} whether a key can go. For
 * users; nothing here changes a key or a file.
 *
 * <p>May use: {@code config}, {@code kms}, {@code policy}, {@code process}, {@code lake}, {@code lake.inspect}, Hadoop.
 */
@NullMarked
package io.parquetkms.lake.audit;

import org.jspecify.annotations.NullMarked;
