package io.parquetkms.spark.enforce;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;

/**
 * What Spark writes by Hive's own writers, found by the names of its commands: Hive's module is not everywhere. Their schema is Hive's, so
 * the columns are not judged here; the crypto factory judges them in the tasks.
 */
final class HiveWrites {

    private static final String COMMANDS = "org.apache.spark.sql.hive.execution.";

    private final Session session;

    HiveWrites(Session session) {
        this.session = session;
    }

    /** Null if the command is none of these. */
    @Nullable
    PlannedWrite of(LogicalPlan command) {
        String name = command.getClass().getName();
        if (!name.startsWith(COMMANDS)) {
            return null;
        }
        return switch (name.substring(COMMANDS.length())) {
            case "InsertIntoHiveTable" -> intoTable(Members.call(command, "table", CatalogTable.class));
            case "InsertIntoHiveDirCommand" ->
                intoDirectory(Members.call(command, "storage", CatalogStorageFormat.class));
            default -> null;
        };
    }

    private PlannedWrite intoTable(CatalogTable table) {
        Path location = new Path(table.location());
        List<String> partitions = Members.list(Members.call(table, "partitionColumnNames"), String.class);
        Configuration configuration = session.configuration(table.storage().properties());
        Members.map(table.properties()).forEach(configuration::set);
        return write(
                PlannedWrites.nameOf(table) + " (" + location + ")",
                Destinations.within(location, partitions, Map.of()),
                table.storage(),
                configuration);
    }

    private @Nullable PlannedWrite intoDirectory(CatalogStorageFormat storage) {
        Optional<URI> location = Members.optional(storage.locationUri());
        return location.isEmpty()
                ? null
                : write(
                        location.get().toString(),
                        new Path(location.get()),
                        storage,
                        session.configuration(storage.properties()));
    }

    private static PlannedWrite write(
            String target, Path directory, CatalogStorageFormat storage, Configuration configuration) {
        String format = Members.optional(storage.outputFormat()).orElse("Hive");
        return new PlannedWrite(
                target,
                List.of(directory),
                format,
                format.toLowerCase(Locale.ROOT).contains("parquet"),
                configuration,
                null,
                List.of(),
                PlannedWrite.Change.REPLACES);
    }
}
