package io.parquetkms.spark.sql;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import scala.Tuple3;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Makes {@link ParquetKmsSql#explain} a table-valued function of SQL: {@code parquet_kms_explain('table')}, and
 * {@code parquet_kms_explain('path', 'ssn STRING, amount INT')}. A class for {@code spark.sql.extensions}.
 */
public final class ExplainFunction extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    private static final String NAME = "parquet_kms_explain";

    /** Spark makes an instance by reflection. */
    public ExplainFunction() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectTableFunction(new Tuple3<>(
                new FunctionIdentifier(NAME), new ExpressionInfo(ParquetKmsSql.class.getName(), NAME), new Plans()));
        return BoxedUnit.UNIT;
    }

    /** Finds the answer while the query is analyzed, on the driver. */
    private static final class Plans extends AbstractFunction1<Seq<Expression>, LogicalPlan> {

        @Override
        public LogicalPlan apply(Seq<Expression> arguments) {
            try {
                return explain(SparkSession.active(), arguments)
                        .queryExecution()
                        .analyzed();
            } catch (AnalysisException e) {
                throw new IllegalArgumentException(e.getMessage(), e); // Scala's functions declare none
            }
        }

        private static Dataset<Row> explain(SparkSession spark, Seq<Expression> arguments) throws AnalysisException {
            return switch (arguments.size()) {
                case 1 -> ParquetKmsSql.explain(spark, text(arguments, 0));
                case 2 -> ParquetKmsSql.explain(spark, text(arguments, 0), StructType.fromDDL(text(arguments, 1)));
                default -> throw usage();
            };
        }

        private static String text(Seq<Expression> arguments, int index) {
            Expression argument = arguments.apply(index);
            Object value = argument.foldable() ? argument.eval(null) : null;
            if (value == null) {
                throw usage();
            }
            return value.toString();
        }

        private static IllegalArgumentException usage() {
            return new IllegalArgumentException(NAME + " takes the name of a table, or a path and a schema as in '"
                    + "ssn STRING, amount INT', each as a text");
        }
    }
}
