package io.parquetkms.policy;

import org.apache.parquet.schema.MessageType;

/** Whether the pages of a column hold levels: which values are null, and where lists begin. */
public final class Levels {

    private Levels() {}

    public static boolean has(MessageType schema, String... column) {
        return schema.getMaxDefinitionLevel(column) > 0 || schema.getMaxRepetitionLevel(column) > 0;
    }
}
