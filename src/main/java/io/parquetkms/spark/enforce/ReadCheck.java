package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.FileTable;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses reads with {@code ignoreCorruptFiles} where files must be encrypted: a denied key, or a KMS that is down, would look like a table
 * without rows. Asked when a plan is optimized, which is when Spark reads the session's setting. Changes no plan.
 */
final class ReadCheck extends Rule<LogicalPlan> {

    private static final String OPTION = "ignoreCorruptFiles";

    private final Session session;

    ReadCheck(SparkSession spark) {
        session = new Session(spark);
    }

    @Override
    public LogicalPlan apply(LogicalPlan plan) {
        if (Enforcement.isActive()) {
            plan.foreach(new AbstractFunction1<>() {
                @Override
                public BoxedUnit apply(LogicalPlan node) {
                    check(node);
                    return BoxedUnit.UNIT;
                }
            });
        }
        return plan;
    }

    private void check(LogicalPlan node) {
        if (node instanceof LogicalRelation logical && logical.relation() instanceof HadoopFsRelation files) {
            check(Members.map(files.options()), files.location());
        } else if (node instanceof DataSourceV2Relation relation && relation.table() instanceof FileTable files) {
            check(relation.options().asCaseSensitiveMap(), files.fileIndex());
        }
    }

    private void check(Map<String, String> options, FileIndex files) {
        String value = options.entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase(OPTION))
                .map(Map.Entry::getValue)
                .findAny()
                .orElseGet(() -> String.valueOf(session.conf().ignoreCorruptFiles()));
        if (!value.trim().equalsIgnoreCase("true")) {
            return;
        }
        Configuration configuration = session.configuration();
        options.forEach(configuration::set);
        KeyAccess access = KmsRuntime.current().access(configuration);
        if (!access.rules().requireAny()) {
            return;
        }
        for (String file : files.inputFiles()) {
            Path path = new Path(file);
            if (access.rules().of(configuration, path).required()) {
                throw new InvalidConfigurationException("Refusing to read " + path + " with " + OPTION + "=true: "
                        + access.rules().reason(configuration, path)
                        + ", and Spark would skip files whose keys are denied, or can't be fetched, as if they had no rows."
                        + " Set it to false, in options, table and session");
            }
        }
    }
}
