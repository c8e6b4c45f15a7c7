package io.parquetkms.spark.enforce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OverwriteByExpression;
import org.apache.spark.sql.catalyst.plans.logical.TableSpecBase;
import org.apache.spark.sql.catalyst.plans.logical.V2CreateTableAsSelectPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.DataSourceUtils;
import org.apache.spark.sql.execution.datasources.DataSourceUtils$;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.SaveIntoDataSourceCommand;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Product;
import scala.runtime.BoxedUnit;

/** Finds what a plan will write to a Delta table: Delta's own commands go by their names. */
final class DeltaWrites {

    private static final String PROVIDER = "delta";
    private static final String LOCATION = "location";

    private final Session session;

    DeltaWrites(Session session) {
        this.session = session;
    }

    /** Null where it writes none. */
    @Nullable
    DeltaWrite of(LogicalPlan plan) {
        if (plan instanceof SaveIntoDataSourceCommand save && DeltaTable.isDelta(save.dataSource())) {
            return saved(save);
        }
        if (plan instanceof V2WriteCommand write
                && write.table() instanceof DataSourceV2Relation relation
                && DeltaTable.isDelta(relation.table())) {
            return inserted(write, relation.table());
        }
        if (plan instanceof V2CreateTableAsSelectPlan create
                && Members.call(create, "tableSpec") instanceof TableSpecBase spec
                && Members.optional(spec.provider())
                        .filter(PROVIDER::equalsIgnoreCase)
                        .isPresent()
                && create.name() instanceof ResolvedIdentifier name) {
            return created(create, spec, name);
        }
        if (plan.getClass().getSimpleName().equals("WriteToMicroBatchDataSourceV1")) {
            return streamed(plan);
        }
        return DeltaTable.isDelta(plan) ? commanded(plan) : null;
    }

    private @Nullable DeltaWrite saved(SaveIntoDataSourceCommand save) {
        Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.putAll(Members.map(save.options()));
        String path = options.get("path");
        if (path == null) { // which Delta refuses
            return null;
        }
        String partitions = options.getOrDefault(DataSourceUtils.PARTITIONING_COLUMNS_KEY(), "[]");
        List<String> partitionedBy = Members.list(
                Members.call(
                        DataSourceUtils$.MODULE$,
                        Members.method(DataSourceUtils$.MODULE$, "decodePartitioningColumns", 1),
                        partitions),
                String.class);
        return written(table(new Path(path)).created(ofDelta(options), partitionedBy), save.query(), options);
    }

    /** Rows of CREATE TABLE … AS SELECT come here a second time: their table, which is not there yet, does not say where it will be. */
    private @Nullable DeltaWrite inserted(V2WriteCommand write, Table table) {
        String location = table.properties().get(LOCATION);
        if (location == null) {
            return null;
        }
        DeltaTable target = DeltaTable.of(table, new Path(location));
        List<Expression> recorded =
                write instanceof OverwriteByExpression overwrite ? List.of(overwrite.deleteExpr()) : List.of();
        return new DeltaWrite(
                target.with(write.query().schema()), recorded, Members.map(Members.call(write, "writeOptions")));
    }

    private DeltaWrite created(V2CreateTableAsSelectPlan create, TableSpecBase spec, ResolvedIdentifier name) {
        Map<String, String> properties = defaults();
        properties.putAll(Members.map(Members.call(create, "writeOptions")));
        properties.putAll(Members.map(spec.properties()));
        properties.putAll(Members.map(Members.call(spec, "options")));
        List<String> partitions = new ArrayList<>();
        for (Transform transform : Members.list(Members.call(create, "partitioning"), Transform.class)) {
            partitions.add(transform.references()[0].fieldNames()[0]);
        }
        Path path = new Path(location(spec, name.identifier()));
        return new DeltaWrite(
                new DeltaTable(path, properties, create.query().schema(), partitions), List.of(), Map.of());
    }

    private String location(TableSpecBase spec, Identifier name) {
        Optional<String> location = Members.optional(spec.location());
        if (location.isPresent()) {
            return location.get();
        }
        String[] database = name.namespace();
        if (database.length == 1 && PROVIDER.equalsIgnoreCase(database[0])) {
            return name.name();
        }
        return session.catalog()
                .defaultTablePath(new TableIdentifier(
                        name.name(), database.length == 1 ? Option.apply(database[0]) : Option.empty()))
                .toString();
    }

    private @Nullable DeltaWrite streamed(LogicalPlan plan) {
        Object sink = Members.call(plan, "sink");
        if (sink == null || !DeltaTable.isDelta(sink) || !(Members.call(sink, "path") instanceof Path path)) {
            return null;
        }
        Map<String, String> options = Members.map(Members.call(plan, "writeOptions"));
        return written(table(path).created(ofDelta(options), List.of()), plan, options);
    }

    private static DeltaWrite written(DeltaTable table, LogicalPlan query, Map<String, String> options) {
        return new DeltaWrite(table.with(query.schema()), List.of(), options);
    }

    /** UPDATE, DELETE, MERGE, OPTIMIZE, REORG, CLONE and others of Delta's. */
    private @Nullable DeltaWrite commanded(LogicalPlan plan) {
        return switch (plan.getClass().getSimpleName()) {
            case "UpdateCommand", "DeleteCommand", "MergeIntoCommand" -> {
                Path path = path(Members.call(plan, "target"));
                yield path == null ? null : new DeltaWrite(table(path), conditions((Product) plan), Map.of());
            }
            case "OptimizeTableCommand", "DeltaReorgTableCommand" -> {
                Path path = path(plan);
                yield path == null ? null : new DeltaWrite(table(path), List.of(), Map.of());
            }
            default -> null;
        };
    }

    /** Of the first table in a plan that has files. */
    static @Nullable Path path(@Nullable Object plan) {
        List<Path> paths = new ArrayList<>();
        if (plan instanceof LogicalPlan tree) {
            tree.foreach(node -> {
                if (node instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
                    paths.addAll(Members.list(Members.call(files.location(), "rootPaths"), Path.class));
                } else if (node.getClass().getSimpleName().equals("ResolvedTable")
                        && Members.call(node, "table") instanceof Table table
                        && DeltaTable.isDelta(table)) {
                    paths.add(new Path(table.properties().get(LOCATION)));
                }
                return BoxedUnit.UNIT;
            });
        }
        return paths.isEmpty() ? null : paths.get(0);
    }

    /** All expressions among its arguments, and those of a MERGE's clauses. */
    private static List<Expression> conditions(Product command) {
        List<Expression> found = new ArrayList<>();
        for (scala.collection.Iterator<Object> i = command.productIterator(); i.hasNext(); ) {
            addConditions(i.next(), found);
        }
        return found;
    }

    private static void addConditions(@Nullable Object argument, List<Expression> found) {
        if (argument instanceof Option<?> option) {
            if (option.isDefined()) {
                addConditions(option.get(), found);
            }
        } else if (argument instanceof scala.collection.Seq<?> clauses) {
            for (Object clause : Members.list(clauses, Object.class)) {
                if (DeltaTable.isDelta(clause)
                        || clause.getClass().getSimpleName().startsWith("DeltaMergeInto")) {
                    addConditions(Members.call(clause, "condition"), found);
                }
            }
        } else if (argument instanceof Expression expression) {
            found.add(expression);
        }
    }

    /** As Delta finds it, or begins it. */
    private DeltaTable table(Path path) {
        try {
            Object source = DataSource.lookupDataSource(PROVIDER, session.conf())
                    .getDeclaredConstructor()
                    .newInstance();
            if (source instanceof TableProvider provider) {
                Table table = provider.getTable(
                        new StructType(), new Transform[0], new HashMap<>(Map.of("path", path.toString())));
                return DeltaTable.of(table, path);
            }
        } catch (ReflectiveOperationException e) {
            throw new UnknownSparkException("source of Delta tables", e);
        }
        throw new UnknownSparkException("source of Delta tables", null);
    }

    /** What the session gives to new tables. */
    private Map<String, String> defaults() {
        Map<String, String> defaults = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Members.map(session.conf().getAllConfs()).forEach((name, value) -> {
            if (name.startsWith(DeltaStatistics.DEFAULTS)) {
                defaults.put("delta." + name.substring(DeltaStatistics.DEFAULTS.length()), value);
            }
        });
        return defaults;
    }

    private static Map<String, String> ofDelta(Map<String, String> options) {
        Map<String, String> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.forEach((name, value) -> {
            if (name.regionMatches(true, 0, "delta.", 0, "delta.".length())) {
                properties.put(name, value);
            }
        });
        return properties;
    }
}
