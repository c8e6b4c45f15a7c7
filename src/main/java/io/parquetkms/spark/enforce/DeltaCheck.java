package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Tags;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.BooleanType;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * What Delta puts beside its data files, where they must be encrypted: its log is JSON, which nobody encrypts, and has checkpoints in
 * Parquet. The data files themselves are judged as any others.
 */
final class DeltaCheck {

    private static final String MAPPING = "delta.columnMapping.mode";

    private final Session session;
    private final DeltaWrites writes;
    private final DeltaAdoptions adoptions;

    DeltaCheck(Session session) {
        this.session = session;
        writes = new DeltaWrites(session);
        adoptions = new DeltaAdoptions(session);
    }

    /**
     * Checks what a plan will write to a Delta table.
     *
     * @return its data files; null where it writes none
     * @throws InvalidConfigurationException saying what would stand in plaintext, and the remedy
     */
    @Nullable
    PlannedWrite of(LogicalPlan plan) {
        DeltaWrite adopted = adoptions.check(plan);
        DeltaWrite write = adopted == null ? writes.of(plan) : adopted;
        if (write == null) {
            return null;
        }
        DeltaTable table = write.table();
        Configuration configuration = session.configuration(); // Delta adds a table's properties
        table.properties().forEach(configuration::set);
        DroppedSettings.refuse(
                write.options(),
                configuration,
                "Options of a writer to a Delta table have",
                "Set them on the session (spark.conf.set), or as TBLPROPERTIES of the table");
        PlannedWrite files = Columns.split(table.columns(), table.partitions(), false)
                .write(
                        "Delta table " + table.path(),
                        List.of(Destinations.within(table.path(), table.partitions(), Map.of())),
                        "delta",
                        true,
                        configuration);
        KeyAccess access = KmsRuntime.current().access(configuration);
        Path file = new Path(files.directories().get(0), "part-00000.parquet");
        PlaceRules place = access.rules().of(configuration, file);
        if (place.required() && place.options() != null) {
            refuseLogInPlaintext(table);
            check(write, files, place, file, access.rules().reason(configuration, file));
        }
        return files;
    }

    /** Delta writes checkpoints with what the session knows, not the table. */
    private void refuseLogInPlaintext(DeltaTable table) {
        Configuration configuration = session.configuration();
        KeyAccess access = KmsRuntime.current().access(configuration);
        Path checkpoint = new Path(table.path(), "_delta_log/00000000000000000000.checkpoint.parquet");
        PlaceRules place = access.rules().of(configuration, checkpoint);
        if (place.required() && place.options() == null) {
            throw new InvalidConfigurationException(access.rules().reason(configuration, checkpoint)
                    + ", and so must the checkpoints in its _delta_log, for which Delta knows no keys of a table: name keys in"
                    + " a policy, or set parquet.encryption.uniform.key on the session");
        }
    }

    private void check(DeltaWrite write, PlannedWrite files, PlaceRules place, Path file, String reason) {
        WriteContext context =
                ParquetSchemas.of(session, files.configuration(), Objects.requireNonNull(files.columns()));
        EncryptedColumns columns = place.of(context.getSchema(), Tags.of(context.getExtraMetaData()), file)
                .columns();
        refusePhysicalNames(write.table(), columns, reason);
        refuseStatistics(write.table(), columns, reason);
        refuseRecorded(write, columns, reason);
    }

    private static void refusePhysicalNames(DeltaTable table, EncryptedColumns columns, String reason) {
        String mapping = table.properties().getOrDefault(MAPPING, "none");
        if (!mapping.equalsIgnoreCase("none") && !columns.byKey().isEmpty()) {
            throw new InvalidConfigurationException(
                    reason + ", by the names of columns, but with " + MAPPING + "=" + mapping
                            + " Delta gives the columns of its files other names. Use one key for all columns there, or a table"
                            + " without column mapping");
        }
    }

    private void refuseStatistics(DeltaTable table, EncryptedColumns columns, String reason) {
        if (!DeltaStatistics.collectedBy(session.conf())) {
            return;
        }
        List<String> shown = DeltaStatistics.of(table).stream()
                .filter(column -> !columns.plaintext().contains(column))
                .map(ColumnPath::toDotString)
                .toList();
        if (!shown.isEmpty()) {
            boolean named = table.properties().containsKey(DeltaStatistics.NAMED);
            throw new InvalidConfigurationException(reason + ", but Delta would put the least and greatest values of "
                    + String.join(", ", shown)
                    + " into its log, in plaintext: set TBLPROPERTIES ('"
                    + (named
                            ? DeltaStatistics.NAMED + "' = 'columns that are not encrypted')"
                            : DeltaStatistics.FIRST + "' = '0')")
                    + ", or for new tables " + DeltaStatistics.DEFAULTS
                    + "dataSkippingNumIndexedCols=0 on the session");
        }
    }

    /** Delta writes conditions into its log, with the values in them. Where columns have keys of their own, somebody said which matter. */
    private static void refuseRecorded(DeltaWrite write, EncryptedColumns columns, String reason) {
        Set<String> own = columns.byKey().values().stream()
                .flatMap(List::stream)
                .map(column -> column.toArray()[0])
                .collect(Collectors.toSet());
        Set<String> told = new LinkedHashSet<>();
        write.recorded().stream().filter(DeltaCheck::hasValue).forEach(condition -> told.addAll(names(condition)));
        told.removeIf(name -> own.stream().noneMatch(name::equalsIgnoreCase));
        if (!told.isEmpty()) {
            throw new InvalidConfigurationException(
                    reason + ", but Delta would put the condition on "
                            + String.join(", ", told)
                            + " into its log, in plaintext and with the values in it: MERGE with a view that holds these values");
        }
    }

    private static boolean hasValue(Expression condition) {
        boolean[] found = {false};
        condition.foreach(node -> {
            found[0] |= node instanceof Literal literal && !(literal.dataType() instanceof BooleanType);
            return BoxedUnit.UNIT;
        });
        return found[0];
    }

    private static Set<String> names(Expression condition) {
        Set<String> names = new LinkedHashSet<>();
        condition.foreach(node -> {
            if (node instanceof Attribute column) {
                names.add(column.name());
            }
            return BoxedUnit.UNIT;
        });
        return names;
    }
}
