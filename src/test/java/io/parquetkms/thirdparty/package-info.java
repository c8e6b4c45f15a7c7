/** A provider of somebody else's: what it takes to bring another KMS, with the library's public types only. */
@NullMarked
package io.parquetkms.thirdparty;

import org.jspecify.annotations.NullMarked;
