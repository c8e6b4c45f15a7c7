package io.parquetkms.lake.encrypt;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.policy.Levels;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;

/**
 * What may be done with V2 pages. parquet-java leaves their levels in plaintext, and other writers don't, so that one would take the
 * other's for something else.
 *
 * @param plaintextAllowed whether the levels of an encrypted column may stand in plaintext: the job's settings
 * @param ambiguous whether it can't be told how the file's writer encrypted them: another one than parquet-java, and no tags
 */
record LevelsRule(MessageType schema, boolean plaintextAllowed, boolean ambiguous) {

    void check(ColumnPath column, boolean encrypted, boolean toBeEncrypted) throws RefusedException {
        if (!Levels.has(schema, column.toArray())) {
            return;
        }
        if (toBeEncrypted && !plaintextAllowed) {
            throw new RefusedException(
                    "column '" + column.toDotString() + "' has V2 data pages, of which Parquet would leave in"
                            + " plaintext which values are null and how lists are cut: write the file anew with V1 pages, or set "
                            + KmsProperties.PLAINTEXT_LEVELS + "=true if that may be");
        }
        if (encrypted && ambiguous) {
            throw new RefusedException(
                    "column '" + column.toDotString() + "' has V2 data pages under AES_GCM_CTR_V1 of another"
                            + " writer than parquet-java: parquet-java would take them for other values without an error. Read it with"
                            + " the library that wrote it");
        }
    }
}
