package io.parquetkms.spark.enforce;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.command.CreateDataSourceTableAsSelectCommand;
import org.apache.spark.sql.execution.datasources.CreateTable;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Tables that are created, with rows or without, and what their options and properties come to. */
final class TableWrites {

    private static final String SAVE_AS_TABLE = "SaveAsV1TableCommand";

    private final Session session;

    TableWrites(Session session) {
        this.session = session;
    }

    /** {@code CREATE TABLE … AS SELECT} and {@code saveAsTable}; where a table was overwritten, Spark before 4.1 has dropped it by then. */
    @Nullable
    PlannedWrite of(CreateDataSourceTableAsSelectCommand create) {
        PlannedWrite write = of(create.table(), create.mode(), create.query().schema());
        return write == null || create.mode() != SaveMode.Overwrite || session.asksBeforeItDrops()
                ? write
                : write.with(PlannedWrite.Change.HAS_DELETED);
    }

    /** {@code saveAsTable} since Spark 4.1, before it drops a table that it overwrites; null if it is another command. */
    @Nullable
    PlannedWrite ofSaveAsTable(LogicalPlan command) {
        if (!command.getClass().getSimpleName().equals(SAVE_AS_TABLE)) {
            return null;
        }
        CatalogTable table = Members.call(command, "tableDesc", CatalogTable.class);
        SaveMode mode = Members.call(command, "mode", SaveMode.class);
        LogicalPlan query = Members.call(command, "query", LogicalPlan.class);
        if (mode == SaveMode.Append) {
            refuseOptionsOfAppend(table);
        }
        return query.resolved() ? of(table, mode, query.schema()) : null;
    }

    private @Nullable PlannedWrite of(CatalogTable described, SaveMode mode, StructType rows) {
        boolean exists = session.exists(described.identifier());
        if (exists && mode != SaveMode.Append && mode != SaveMode.Overwrite) {
            return null; // Spark says so, or does nothing
        }
        CatalogTable table = exists && mode == SaveMode.Append ? session.table(described.identifier()) : described;
        refuseDropped(table);
        String provider = Members.optional(table.provider()).orElse("hive");
        if (!Formats.isFileSource(provider, session.conf())) {
            return null;
        }
        Path location = location(table);
        List<String> partitions = Members.list(Members.call(table, "partitionColumnNames"), String.class);
        Configuration configuration = session.configuration(table.storage().properties());
        return Columns.split(rows, partitions, session.conf().caseSensitiveAnalysis())
                .write(
                        PlannedWrites.nameOf(table) + " (" + location + ")",
                        List.of(Destinations.within(location, partitions, Map.of())),
                        provider,
                        Formats.isParquet(provider, session.conf()),
                        configuration)
                .with(PlannedWrite.Change.of(mode));
    }

    private Path location(CatalogTable table) {
        Optional<URI> location = Members.optional(table.storage().locationUri());
        return new Path(location.orElseGet(() -> session.catalog().defaultTablePath(table.identifier())));
    }

    /** TBLPROPERTIES that Spark keeps and no writer reads. */
    void refuseDropped(CatalogTable table) {
        PlannedWrites.refuseProperties(
                table, session.configuration(table.storage().properties()));
    }

    /** {@code ALTER TABLE … SET TBLPROPERTIES}. */
    void refuseDropped(TableIdentifier table, scala.collection.immutable.Map<String, String> properties) {
        if (session.exists(table)) {
            CatalogTable known = session.table(table);
            if (!Formats.isHive(known)) {
                DroppedSettings.refuse(
                        Members.map(properties),
                        session.configuration(known.storage().properties()),
                        "TBLPROPERTIES of " + PlannedWrites.nameOf(known) + " have",
                        "Use ALTER TABLE … SET SERDEPROPERTIES");
            }
        }
    }

    /** Options of {@code mode("append").saveAsTable}: a table that exists has its own, and Spark drops these. */
    void refuseOptionsOfAppend(CatalogTable described) {
        if (session.exists(described.identifier())) {
            CatalogTable known = session.table(described.identifier());
            DroppedSettings.refuse(
                    Members.map(described.storage().properties()),
                    session.configuration(known.storage().properties()),
                    "Options of saveAsTable, of a table that exists, have",
                    "Give " + PlannedWrites.nameOf(known)
                            + " its own by ALTER TABLE … SET SERDEPROPERTIES, or set them on the session (spark.conf.set)");
        }
    }

    /** One that {@code saveAsTable} is about to make of a table's description; before Spark looks up the table itself. */
    void refuseOptionsOfAppend(CreateTable create) {
        if (create.mode() == SaveMode.Append && create.query().isDefined()) {
            refuseOptionsOfAppend(create.tableDesc());
        }
    }
}
