package io.parquetkms.spark.sql;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * How rows are marked that lack columns of their dataset: written back, the dataset would lose them. The plan has an alias above the files; a
 * column of nulls has metadata, which outlives the plan; a view of SQL has a property.
 */
public final class IncompleteRows {

    /** Of a {@code SubqueryAlias}; what stands below it is incomplete. */
    public static final String ALIAS = "parquet_kms_readable";

    /** Of a column that only holds nulls, with the datasets that it stands in: an array of texts. Also a view's, with one dataset. */
    public static final String PROPERTY = "parquet-kms.incomplete";

    /** The extension that keeps them from being written back. */
    static final String CHECKED_BY = "io.parquetkms.spark.enforce.EncryptionExtensions";

    private IncompleteRows() {}

    static Dataset<Row> mark(Dataset<Row> rows) {
        return rows.alias(ALIAS);
    }

    static Metadata marked(Metadata ofColumn, List<String> datasets) {
        return new MetadataBuilder()
                .withMetadata(ofColumn)
                .putStringArray(PROPERTY, datasets.toArray(String[]::new))
                .build();
    }
}
