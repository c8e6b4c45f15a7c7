package io.parquetkms.spark.enforce;

import io.parquetkms.spark.sql.ExplainFunction;
import io.parquetkms.spark.sql.ReadableFunctions;
import io.parquetkms.spark.sql.ReportFunctions;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** Puts the checks, and the functions of SQL, into every session; {@link Enforcement} names it to Spark, which makes it by reflection. */
public final class EncryptionExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

    /** Spark makes it by reflection. */
    public EncryptionExtensions() {}

    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        extensions.injectCheckRule(new AbstractFunction1<>() {
            @Override
            public Function1<LogicalPlan, BoxedUnit> apply(SparkSession session) {
                return new WriteCheck(session);
            }
        });
        extensions.injectResolutionRule(new AbstractFunction1<>() {
            @Override
            public Rule<LogicalPlan> apply(SparkSession session) {
                return new AppendCheck(session);
            }
        });
        extensions.injectOptimizerRule(new AbstractFunction1<>() {
            @Override
            public Rule<LogicalPlan> apply(SparkSession session) {
                return new ReadCheck(session);
            }
        });
        new ReportFunctions().apply(extensions);
        new ExplainFunction().apply(extensions);
        return new ReadableFunctions().apply(extensions);
    }
}
