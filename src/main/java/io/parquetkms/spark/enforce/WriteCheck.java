package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.process.KmsRuntime;
import java.util.function.Supplier;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.streaming.WriteToStream;
import org.apache.spark.sql.execution.command.AlterTableSetPropertiesCommand;
import org.apache.spark.sql.execution.command.AnalyzeColumnCommand;
import org.apache.spark.sql.execution.command.CreateDataSourceTableAsSelectCommand;
import org.apache.spark.sql.execution.command.CreateDataSourceTableCommand;
import org.apache.spark.sql.execution.command.InsertIntoDataSourceDirCommand;
import org.apache.spark.sql.execution.datasources.CreateTable;
import org.apache.spark.sql.execution.datasources.InsertIntoHadoopFsRelationCommand;
import org.apache.spark.sql.execution.datasources.SaveIntoDataSourceCommand;
import org.apache.spark.sql.execution.streaming.sources.WriteToMicroBatchDataSourceV1;
import org.jspecify.annotations.Nullable;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Looks at every plan of a session once Spark has analyzed it, before anything of it runs, and refuses what would write files that the
 * rules don't allow. Spark deletes what a write overwrites only later.
 */
final class WriteCheck extends AbstractFunction1<LogicalPlan, BoxedUnit> {

    private static final String OF_FILE = "(This file was not written.)";

    private final PlannedWrites writes;
    private final TableWrites tables;
    private final HiveWrites hive;
    private final WriteJudge judge;
    private final CommitProtocolCheck committers;
    private final DeltaCheck delta;
    private final OtherWriters others;
    private final AnalyzeCheck statistics;

    WriteCheck(SparkSession spark) {
        Session session = new Session(spark);
        writes = new PlannedWrites(session);
        tables = new TableWrites(session);
        hive = new HiveWrites(session);
        judge = new WriteJudge(session);
        committers = new CommitProtocolCheck(session);
        delta = new DeltaCheck(session);
        others = new OtherWriters(session);
        statistics = new AnalyzeCheck(session);
    }

    @Override
    public BoxedUnit apply(LogicalPlan plan) {
        plan.foreach(new AbstractFunction1<>() {
            @Override
            public BoxedUnit apply(LogicalPlan node) {
                checkFormats(node);
                check(node);
                return BoxedUnit.UNIT;
            }
        });
        return BoxedUnit.UNIT;
    }

    /** Tables that are more than files in directories. */
    private void checkFormats(LogicalPlan node) {
        judge("a Delta table", node, () -> delta.of(node));
        judge("a table", node, () -> {
            others.check(node);
            return null;
        });
    }

    private void check(LogicalPlan node) {
        if (node instanceof InsertIntoHadoopFsRelationCommand insert) {
            judge(insert.outputPath().toString(), node, () -> writes.of(insert));
        } else if (node instanceof CreateDataSourceTableAsSelectCommand create) {
            judge(PlannedWrites.nameOf(create.table()), node, () -> tables.of(create));
        } else if (node instanceof InsertIntoDataSourceDirCommand insert) {
            judge("a directory", node, () -> writes.of(insert));
        } else if (node instanceof SaveIntoDataSourceCommand save) {
            judge("a data source", node, () -> writes.of(save));
        } else if (node instanceof V2WriteCommand write) {
            judge("a V2 table", node, () -> writes.of(write));
        } else if (node instanceof WriteToStream stream) {
            check(stream);
        } else if (node instanceof WriteToMicroBatchDataSourceV1 batch) {
            judge("a stream", node, () -> writes.ofStream(batch.sink(), batch.query()));
        } else {
            checkOthers(node);
        }
    }

    private void check(WriteToStream stream) {
        try {
            judge("a stream", stream, () -> writes.ofStream(stream.sink(), stream.inputQuery()));
        } catch (InvalidConfigurationException e) {
            SinkLog.removeEmpty(stream);
            throw e;
        }
        StreamState.warn(stream);
    }

    private void checkOthers(LogicalPlan node) {
        if (node instanceof CreateDataSourceTableCommand create) {
            settings(PlannedWrites.nameOf(create.table()), () -> tables.refuseDropped(create.table()));
        } else if (node instanceof AlterTableSetPropertiesCommand alter && !alter.isView()) {
            settings("a table", () -> tables.refuseDropped(alter.tableName(), alter.properties()));
        } else if (node instanceof AnalyzeColumnCommand analyze) {
            settings("statistics of " + analyze.tableIdent().unquotedString(), () -> statistics.check(analyze));
        } else if (node instanceof CreateTable create) {
            settings("a table", () -> tables.refuseOptionsOfAppend(create));
        } else {
            judge("a table", node, () -> {
                PlannedWrite write = tables.ofSaveAsTable(node);
                return write == null ? hive.of(node) : write;
            });
        }
    }

    /** What has no rows yet. */
    private static void settings(String target, Runnable check) {
        try {
            check.run();
        } catch (ParquetCryptoRuntimeException e) {
            throw new InvalidConfigurationException("Refusing a change of " + target + ": " + e.getMessage(), e);
        } catch (UnknownSparkException | LinkageError e) {
            notKnown(target, e);
        }
    }

    private void judge(String target, LogicalPlan command, Supplier<@Nullable PlannedWrite> planned) {
        PlannedWrite write = null;
        try {
            write = planned.get();
            if (write != null) {
                IncompleteCheck.check(write, command);
                judge.judge(write);
                committers.check(write);
            }
        } catch (ParquetCryptoRuntimeException e) {
            throw refusal(write == null ? target : write.target(), write, e);
        } catch (UnknownSparkException | LinkageError e) {
            notKnown(target, e);
        }
    }

    private static InvalidConfigurationException refusal(
            String target, @Nullable PlannedWrite write, ParquetCryptoRuntimeException e) {
        String why = String.valueOf(e.getMessage()).replace(OF_FILE, "").trim();
        boolean deleted = write != null && write.change() == PlannedWrite.Change.HAS_DELETED;
        return new InvalidConfigurationException(
                "Refusing to write " + target + ": " + why + (why.endsWith(".") || why.endsWith("?") ? "" : ".")
                        + (deleted
                                ? " (Nothing was written. If the table existed, Spark had dropped it before it asked: with"
                                        + " INSERT OVERWRITE it asks first.)"
                                : " (Nothing was written, nothing was deleted.)"),
                e);
    }

    /** Where anything must be encrypted, what can't be judged is refused. Elsewhere the crypto factory still judges each file. */
    private static void notKnown(String target, Throwable e) {
        if (Enforcement.requireAny()) {
            throw new InvalidConfigurationException(
                    "Refusing to write " + target + ", since what it would come to can't be told: " + e.getMessage()
                            + ". Use a version of Spark that docs/spark.md lists. (Nothing was written, nothing was deleted.)",
                    e);
        }
        KmsRuntime.warnOnce("Writes are not checked before they begin: " + e.getMessage());
    }
}
