package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.datasources.InsertIntoHadoopFsRelationCommand;
import org.apache.spark.sql.execution.datasources.SaveIntoDataSourceCommand;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.FileTable;
import org.jspecify.annotations.Nullable;
import scala.Product;

/** Refuses what writes by code of its own, which the rules don't reach, to places that must be encrypted. */
final class OtherWriters {

    private static final String COMET = "org.apache.comet.";
    private static final String COMET_WRITES = "spark.comet.write.parquet.enabled";
    private static final String ICEBERG = "org.apache.iceberg.";

    private static final String OF_HUDI =
            "Hudi keeps values of columns in plaintext in its log files and its metadata table";

    /** What is known of some, by the beginnings of their classes' names. */
    private static final Map<String, String> REASONS = Map.of(
            ICEBERG,
            "Iceberg's writer takes Parquet's crypto factory out of its settings, and writes plaintext",
            COMET,
            COMET_WRITES + " has Comet write, which knows no Parquet encryption",
            "org.apache.hudi.",
            OF_HUDI,
            "org.apache.spark.sql.hudi.",
            OF_HUDI);

    private static final String HUDI_COMMANDS = "org.apache.spark.sql.hudi.command.";

    private final Session session;

    OtherWriters(Session session) {
        this.session = session;
    }

    /** @throws InvalidConfigurationException if this plan writes so */
    void check(LogicalPlan plan) {
        if (plan instanceof InsertIntoHadoopFsRelationCommand insert
                && Boolean.parseBoolean(session.conf().getConfString(COMET_WRITES, "false"))) {
            refuse(insert.outputPath(), COMET);
        } else if (plan instanceof V2WriteCommand write
                && (Object) write.table() instanceof DataSourceV2Relation relation) {
            check(relation.table());
        } else if (plan.getClass().getSimpleName().equals("WriteToStream")
                && Members.call(plan, "sink") instanceof Table table) {
            check(table);
        } else if (plan instanceof SaveIntoDataSourceCommand save) {
            String source = save.dataSource().getClass().getName();
            String path = Members.map(save.options()).get("path");
            if (path != null && !reason(source).isEmpty()) {
                refuse(new Path(path), source);
            }
        } else if (plan.getClass().getName().startsWith(HUDI_COMMANDS)) {
            String name = plan.getClass().getName();
            locations((Product) plan).ifPresent(path -> refuse(path, name));
        }
    }

    /** A table of files tells where it is; one of rows (JDBC) has no place. */
    private void check(Table table) {
        Table written = table.getClass().getSimpleName().equals("RowLevelOperationTable")
                ? (Table) Members.call(table, "table")
                : table;
        if (written != null && !(written instanceof FileTable) && !DeltaTable.isDelta(written)) {
            String location = written.properties().get("location");
            if (location != null) {
                refuse(new Path(location), written.getClass().getName());
            }
        }
    }

    private void refuse(Path directory, String writer) {
        Configuration configuration = session.configuration();
        KeyAccess access = KmsRuntime.current().access(configuration);
        Path file = new Path(directory, "part-00000.parquet");
        PlaceRules place = access.rules().of(configuration, file);
        if (place.required()) {
            String reason = reason(writer);
            throw new InvalidConfigurationException(access.rules().reason(configuration, file) + ", but "
                    + (reason.isEmpty() ? writer + " writes by code of its own, which asks no rules" : reason)
                    + ". Write Parquet or Delta, or elsewhere");
        }
    }

    private static String reason(String writer) {
        return REASONS.entrySet().stream()
                .filter(entry -> writer.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse("");
    }

    /** Of a table among the arguments of a command. */
    private static Optional<Path> locations(Product command) {
        for (scala.collection.Iterator<Object> i = command.productIterator(); i.hasNext(); ) {
            Optional<Path> path = location(i.next());
            if (path.isPresent()) {
                return path;
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> location(@Nullable Object argument) {
        if (argument instanceof CatalogTable table) {
            Optional<URI> location = Members.optional(table.storage().locationUri());
            return location.map(Path::new);
        }
        if (argument instanceof LogicalPlan plan) {
            return Optional.ofNullable(DeltaWrites.path(plan));
        }
        return Optional.empty();
    }
}
