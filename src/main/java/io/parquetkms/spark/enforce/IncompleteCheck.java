package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.Datasets;
import io.parquetkms.spark.sql.IncompleteRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.Metadata;
import org.jspecify.annotations.Nullable;
import scala.Product;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses to write rows to the dataset that they lack columns of, as {@code ParquetKmsSql.readable} gives them: what this role can't read
 * would be gone, or null. Elsewhere they may be written.
 */
final class IncompleteCheck {

    private static final String FILE = "part-00000.parquet";

    private IncompleteCheck() {}

    /**
     * Checks one.
     *
     * @param command that writes
     * @throws InvalidConfigurationException if its rows come from where they would go, and lack columns
     */
    static void check(PlannedWrite write, LogicalPlan command) {
        Set<String> incomplete = new TreeSet<>();
        for (LogicalPlan rows : rowsOf(command)) {
            rows.foreach(new AbstractFunction1<>() {
                @Override
                public BoxedUnit apply(LogicalPlan node) {
                    incomplete.addAll(marksOf(node, write.configuration()));
                    return BoxedUnit.UNIT;
                }
            });
        }
        for (Path directory : write.directories()) {
            String written = Datasets.of(write.configuration(), new Path(directory, FILE));
            for (String dataset : incomplete) {
                if (Datasets.overlap(write.configuration(), new Path(written), new Path(dataset))) {
                    throw refusal(dataset);
                }
            }
        }
    }

    private static InvalidConfigurationException refusal(String dataset) {
        return new InvalidConfigurationException("its rows were read from " + dataset
                + " without the columns that this role can't decrypt, which would be lost there. Write elsewhere; or have a role"
                + " write that can read them all, or name the columns to keep with spark.read.parquet(…).select(…)");
    }

    /** The plans among a command's arguments; some commands hide them from Spark's own tree. */
    private static Set<LogicalPlan> rowsOf(LogicalPlan command) {
        Set<LogicalPlan> plans = Collections.newSetFromMap(new IdentityHashMap<>());
        for (scala.collection.Iterator<Object> i = ((Product) command).productIterator(); i.hasNext(); ) {
            if (i.next() instanceof LogicalPlan plan) {
                plans.add(plan);
            }
        }
        return plans;
    }

    private static List<String> marksOf(LogicalPlan node, Configuration configuration) {
        List<String> datasets = new ArrayList<>();
        if (node instanceof SubqueryAlias alias && alias.alias().equals(IncompleteRows.ALIAS)) {
            addRoots(alias, configuration, datasets);
        } else if (node instanceof View view) {
            String dataset = Members.map(view.desc().properties()).get(IncompleteRows.PROPERTY);
            if (dataset != null) {
                datasets.add(Datasets.of(configuration, new Path(dataset, FILE)));
            }
        }
        for (Attribute column : Members.list(Members.call(node, "output"), Attribute.class)) {
            add(column.metadata(), datasets);
        }
        return datasets;
    }

    private static void add(@Nullable Metadata metadata, List<String> datasets) {
        if (metadata != null && metadata.contains(IncompleteRows.PROPERTY)) {
            datasets.addAll(List.of(metadata.getStringArray(IncompleteRows.PROPERTY)));
        }
    }

    private static void addRoots(LogicalPlan plan, Configuration configuration, List<String> datasets) {
        plan.foreach(new AbstractFunction1<>() {
            @Override
            public BoxedUnit apply(LogicalPlan node) {
                if (node instanceof LogicalRelation logical && logical.relation() instanceof HadoopFsRelation files) {
                    for (Path root : Members.list(Members.call(files.location(), "rootPaths"), Path.class)) {
                        datasets.add(Datasets.of(configuration, new Path(root, FILE)));
                    }
                }
                return BoxedUnit.UNIT;
            }
        });
    }
}
