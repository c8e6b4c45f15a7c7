package io.parquetkms.spark.sql;

import io.parquetkms.spark.ui.LiveDashboard;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Tuple3;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes what happened in the application table-valued functions of SQL, which every kind of session can call, also one of Spark
 * Connect: {@code parquet_kms_status()}, {@code parquet_kms_calls()}, {@code parquet_kms_keys()}, {@code parquet_kms_uses()},
 * {@code parquet_kms_written()}, {@code parquet_kms_denials()}. The plugin brings them.
 */
public final class ReportFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    private static final String STATUS = "parquet_kms_status";

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        ReportTable.ALL.forEach(table -> add(extensions, table.name(), spark -> rows(table, spark)));
        add(extensions, STATUS, spark -> StatusRows.of(EncryptionStatus.of(spark), spark));
        return BoxedUnit.UNIT;
    }

    private static Dataset<Row> rows(ReportTable table, SparkSession spark) {
        return LiveDashboard.now()
                .map(dashboard -> table.of(dashboard, spark))
                .orElseThrow(() -> new IllegalStateException(
                        table.name() + " knows nothing: this application runs without the plugin, or has ended"));
    }

    private static void add(
            SparkSessionExtensions extensions, String name, Function<SparkSession, Dataset<Row>> answer) {
        extensions.injectTableFunction(new Tuple3<>(
                new FunctionIdentifier(name),
                new ExpressionInfo(ReportFunctions.class.getName(), name),
                new Plans(name, answer)));
    }

    /** Finds the answer while the query is analyzed, on the driver. */
    private static final class Plans extends AbstractFunction1<Seq<Expression>, LogicalPlan> {

        private final String name;
        private final Function<SparkSession, Dataset<Row>> answer;

        Plans(String name, Function<SparkSession, Dataset<Row>> answer) {
            this.name = name;
            this.answer = answer;
        }

        @Override
        public LogicalPlan apply(Seq<Expression> arguments) {
            if (!arguments.isEmpty()) {
                throw new IllegalArgumentException(name + " takes no arguments");
            }
            return answer.apply(SparkSession.active()).queryExecution().analyzed();
        }
    }
}
