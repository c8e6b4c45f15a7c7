@NullMarked
package io.parquetkms.keys;

import org.jspecify.annotations.NullMarked;
