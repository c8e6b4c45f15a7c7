/**
 * The tests' KMS: an HTTP server on the loopback interface that answers like AWS KMS and STS, for tests, benchmarks
 * and trying things by hand. Start at {@link io.parquetkms.testkms.TestKms}.
 *
 * <p>Uses the JDK and Jackson only, so that no code is shared with the client under test. Not a KMS to keep secrets
 * in: its keys live in memory, unprotected.
 */
@NullMarked
package io.parquetkms.testkms;

import org.jspecify.annotations.NullMarked;
