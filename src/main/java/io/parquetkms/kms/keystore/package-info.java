/** The embedded master key service: a local Hadoop keystore. May use: {@code kms}, {@code config}, Hadoop's key providers. */
@NullMarked
package io.parquetkms.kms.keystore;

import org.jspecify.annotations.NullMarked;
