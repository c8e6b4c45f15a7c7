package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.CreateTable;

/**
 * Sees {@code mode("append").option(…).saveAsTable} before Spark puts the table's own options in place of the writer's; since 4.1 {@link
 * WriteCheck} does. Changes no plan.
 */
final class AppendCheck extends Rule<LogicalPlan> {

    private final TableWrites tables;

    AppendCheck(SparkSession spark) {
        tables = new TableWrites(new Session(spark));
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        if (plan instanceof CreateTable create) {
            try {
                tables.refuseOptionsOfAppend(create);
            } catch (ParquetCryptoRuntimeException e) {
                throw new InvalidConfigurationException(
                        "Refusing to write " + PlannedWrites.nameOf(create.tableDesc()) + ": " + e.getMessage()
                                + ". (Nothing was written, nothing was deleted.)",
                        e);
            }
        }
        return plan;
    }
}
