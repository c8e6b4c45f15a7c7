@NullMarked
package io.parquetkms.parquet;

import org.jspecify.annotations.NullMarked;
