package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Delta tables that are made of files which are there already: {@code CONVERT TO DELTA} and {@code SHALLOW CLONE}. No file is written but
 * the log, which is plaintext and may get statistics of these files.
 */
final class DeltaAdoptions {

    private static final String PARQUET = "parquet";

    private final Session session;

    DeltaAdoptions(Session session) {
        this.session = session;
    }

    /**
     * Checks where the files come from.
     *
     * @return the log that a clone copies, to be judged as one that is written; null for all else
     * @throws InvalidConfigurationException if the log would tell what must be encrypted
     */
    @Nullable
    DeltaWrite check(LogicalPlan plan) {
        if (!DeltaTable.isDelta(plan)) {
            return null;
        }
        return switch (plan.getClass().getSimpleName()) {
            case "ConvertToDeltaCommand" -> {
                refuseStatisticsOf(plan);
                yield null;
            }
            case "CreateDeltaTableCommand" -> cloned(Members.call(plan, "query"));
            default -> null;
        };
    }

    private void refuseStatisticsOf(LogicalPlan convert) {
        if (!Members.call(convert, "collectStats", Boolean.class) || !DeltaStatistics.collectedBy(session.conf())) {
            return;
        }
        String reason = requirement(directory(Members.call(convert, "tableIdentifier", TableIdentifier.class)));
        if (reason != null) {
            throw new InvalidConfigurationException(reason
                    + ", but CONVERT TO DELTA would put the least and greatest values of columns into its log, in"
                    + " plaintext: say CONVERT TO DELTA … NO STATISTICS");
        }
    }

    private Path directory(TableIdentifier table) {
        return Members.optional(table.database())
                        .filter(PARQUET::equalsIgnoreCase)
                        .isPresent()
                ? new Path(table.table())
                : new Path(session.table(table).location());
    }

    private @Nullable DeltaWrite cloned(@Nullable Object query) {
        if (!(query instanceof Option<?> option)
                || !option.isDefined()
                || !option.get().getClass().getSimpleName().equals("CloneTableCommand")) {
            return null;
        }
        Object clone = option.get();
        Path target = Members.call(clone, "targetPath", Path.class);
        Object source = Members.call(clone, "sourceTable", Object.class);
        refuseFilesOfElsewhere(target, Members.call(source, "dataPath", Path.class));
        return source.getClass().getSimpleName().equals("CloneDeltaSource") ? copied(target, source) : null;
    }

    private void refuseFilesOfElsewhere(Path target, Path source) {
        String reason = requirement(target);
        if (reason != null && requirement(source) == null) {
            throw new InvalidConfigurationException(
                    reason + ", but the files of a SHALLOW CLONE stay where they are, in " + source
                            + ", where nothing must be encrypted, and its log has their statistics: CREATE TABLE … AS SELECT"
                            + " writes them anew");
        }
    }

    /** With the properties by which the source's log was written: those of the clone don't change what it copies. */
    private static DeltaWrite copied(Path target, Object source) {
        Object metadata = Members.call(source, "metadata", Object.class);
        DeltaTable log = new DeltaTable(
                target,
                Members.map(Members.call(metadata, "configuration")),
                Members.call(source, "schema", StructType.class),
                Members.list(Members.call(metadata, "partitionColumns"), String.class));
        return new DeltaWrite(log, List.of(), Map.of());
    }

    /** Why files there must be encrypted; null where they need not be. */
    private @Nullable String requirement(Path directory) {
        Configuration configuration = session.configuration();
        KeyAccess access = KmsRuntime.current().access(configuration);
        Path file = new Path(directory, "part-00000.parquet");
        return access.rules().of(configuration, file).required()
                ? access.rules().reason(configuration, file)
                : null;
    }
}
