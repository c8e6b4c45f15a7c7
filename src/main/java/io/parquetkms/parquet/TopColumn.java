package io.parquetkms.parquet;

import org.apache.parquet.schema.Type;

/**
 * A column at the top of the schemas of a dataset's files.
 *
 * @param type in the first file that was looked at
 * @param files how many have it
 */
public record TopColumn(Type type, long files) {}
