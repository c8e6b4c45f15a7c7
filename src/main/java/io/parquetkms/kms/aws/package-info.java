/** AWS KMS through the AWS SDK v2, whose types stay here. May use: {@code kms}, {@code config}, the SDK, Caffeine. */
@NullMarked
package io.parquetkms.kms.aws;

import org.jspecify.annotations.NullMarked;
