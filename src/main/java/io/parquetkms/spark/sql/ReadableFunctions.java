package io.parquetkms.spark.sql;

import java.util.List;
import java.util.Map;
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
 * Makes {@link ReadableView} table-valued functions of SQL: {@code parquet_kms_readable('table or path')}, {@code
 * parquet_kms_readable_with_nulls(…)} and {@code parquet_kms_access(…)}. What has a slash is a path. A class for {@code
 * spark.sql.extensions}.
 */
public final class ReadableFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    private static final Map<String, Function<ReadableView, Dataset<Row>>> FUNCTIONS = Map.of(
            "parquet_kms_readable",
            ReadableView::rows,
            "parquet_kms_readable_with_nulls",
            ReadableView::rowsWithNulls,
            "parquet_kms_access",
            ReadableView::access);

    /** Spark makes an instance by reflection. */
    public ReadableFunctions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        FUNCTIONS.forEach((name, rows) -> extensions.injectTableFunction(new Tuple3<>(
                new FunctionIdentifier(name),
                new ExpressionInfo(ReadableView.class.getName(), name),
                new Plans(name, rows))));
        return BoxedUnit.UNIT;
    }

    /** Looks while the query is analyzed. */
    private static final class Plans extends AbstractFunction1<Seq<Expression>, LogicalPlan> {

        private final String name;
        private final Function<ReadableView, Dataset<Row>> rows;

        Plans(String name, Function<ReadableView, Dataset<Row>> rows) {
            this.name = name;
            this.rows = rows;
        }

        @Override
        public LogicalPlan apply(Seq<Expression> arguments) {
            Object value = arguments.size() == 1 && arguments.apply(0).foldable()
                    ? arguments.apply(0).eval(null)
                    : null;
            if (value == null) {
                throw new IllegalArgumentException(name + " takes the name of a table, or a path with a slash, as a text");
            }
            return rows.apply(view(SparkSession.active(), value.toString()))
                    .queryExecution()
                    .analyzed();
        }

        private static ReadableView view(SparkSession spark, String source) {
            return source.contains("/")
                    ? ParquetKmsSql.view(spark, List.of(source), Map.of())
                    : ParquetKmsSql.viewOfTable(spark, source);
        }
    }
}
