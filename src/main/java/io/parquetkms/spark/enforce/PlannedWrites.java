package io.parquetkms.spark.enforce;

import io.parquetkms.policy.Rules;
import io.parquetkms.process.KmsRuntime;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.command.InsertIntoDataSourceDirCommand;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.InsertIntoHadoopFsRelationCommand;
import org.apache.spark.sql.execution.datasources.SaveIntoDataSourceCommand;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.FileTable;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Finds what a command is about to write to files; nothing where it writes none. Tables that are created are {@link TableWrites}. */
final class PlannedWrites {

    private final Session session;

    PlannedWrites(Session session) {
        this.session = session;
    }

    /** V1: nearly every write of a file source comes to this. */
    PlannedWrite of(InsertIntoHadoopFsRelationCommand insert) {
        List<Attribute> partitions = Members.list(Members.call(insert, "partitionColumns"), Attribute.class);
        List<String> names = partitions.stream().map(Attribute::name).toList();
        Optional<CatalogTable> table = Members.optional(insert.catalogTable());
        Configuration configuration = session.configuration(insert.options());
        table.ifPresent(known -> refuseProperties(known, configuration));
        List<Path> directories = new ArrayList<>();
        directories.add(Destinations.within(insert.outputPath(), names, Members.map(insert.staticPartitions())));
        if (table.isPresent() && reachesAllPartitions(insert, names) && isDecidedByPlace(configuration)) {
            directories.addAll(Destinations.elsewhere(session.catalog(), table.get(), insert.staticPartitions()));
        }
        return new PlannedWrite(
                table.map(known -> nameOf(known) + " (" + insert.outputPath() + ")")
                        .orElse(insert.outputPath().toString()),
                directories,
                Formats.name(insert.fileFormat()),
                Formats.isParquet(insert.fileFormat()),
                configuration,
                others(Members.list(Members.call(insert, "outputColumns"), Attribute.class), partitions),
                partitions.stream().map(PlannedWrites::field).toList(),
                PlannedWrite.Change.of(insert.mode()));
    }

    /** Whether all that match will get rows or are deleted first; else only the rows tell, and their tasks are judged. */
    private static boolean reachesAllPartitions(InsertIntoHadoopFsRelationCommand insert, List<String> partitions) {
        return insert.staticPartitions().size() == partitions.size()
                || (insert.mode() == SaveMode.Overwrite && !insert.dynamicPartitionOverwrite());
    }

    private static boolean isDecidedByPlace(Configuration configuration) {
        Rules rules = KmsRuntime.current().access(configuration).rules();
        return rules.requireAny() || rules.policy() != null;
    }

    /** TBLPROPERTIES of a native table reach no writer. */
    static void refuseProperties(CatalogTable table, Configuration configuration) {
        if (!Formats.isHive(table)) {
            DroppedSettings.refuse(
                    Members.map(table.properties()),
                    configuration,
                    "TBLPROPERTIES of " + nameOf(table) + " have",
                    "Give them as OPTIONS of CREATE TABLE; of a table that exists, by ALTER TABLE … SET SERDEPROPERTIES (and"
                            + " ALTER TABLE … UNSET TBLPROPERTIES)");
        }
    }

    static String nameOf(CatalogTable table) {
        return "table " + table.identifier().unquotedString();
    }

    private static StructType others(List<Attribute> all, List<Attribute> partitions) {
        Set<ExprId> left = new HashSet<>();
        partitions.forEach(partition -> left.add(partition.exprId()));
        return new StructType(all.stream()
                .filter(column -> !left.contains(column.exprId()))
                .map(PlannedWrites::field)
                .toArray(StructField[]::new));
    }

    private static StructField field(Attribute column) {
        return new StructField(column.name(), column.dataType(), column.nullable(), column.metadata());
    }

    /** {@code INSERT OVERWRITE DIRECTORY … USING}. */
    @Nullable
    PlannedWrite of(InsertIntoDataSourceDirCommand insert) {
        Optional<URI> location = Members.optional(insert.storage().locationUri());
        return location.isEmpty() || !Formats.isFileSource(insert.provider(), session.conf())
                ? null
                : unpartitioned(
                        new Path(location.get()),
                        insert.provider(),
                        Formats.isParquet(insert.provider(), session.conf()),
                        session.configuration(insert.storage().properties()),
                        insert.query().schema());
    }

    private static PlannedWrite unpartitioned(
            Path directory, String format, boolean parquet, Configuration configuration, StructType columns) {
        return new PlannedWrite(
                directory.toString(),
                List.of(directory),
                format,
                parquet,
                configuration,
                columns,
                List.of(),
                PlannedWrite.Change.REPLACES);
    }

    /** File tables of the V2 API. */
    @Nullable
    PlannedWrite of(V2WriteCommand write) {
        if (!((Object) write.table() instanceof DataSourceV2Relation relation)) {
            return null;
        }
        Table table = relation.table();
        if (!(table instanceof FileTable files)) {
            return null;
        }
        List<String> paths = Members.list(Members.call(files, "paths"), String.class);
        Configuration configuration = session.configuration(options(write));
        return unpartitioned(
                new Path(paths.get(0)),
                files.formatName(),
                files.formatName().equalsIgnoreCase("parquet"),
                configuration,
                write.query().schema());
    }

    @SuppressWarnings("unchecked") // as Spark declares it
    private static scala.collection.immutable.Map<String, String> options(V2WriteCommand write) {
        return Members.call(write, "writeOptions", scala.collection.immutable.Map.class);
    }

    /** A data source that writes by code of its own; to a path perhaps. */
    @Nullable
    PlannedWrite of(SaveIntoDataSourceCommand save) {
        String path = Members.map(save.options()).get("path");
        String source = save.dataSource().getClass().getName();
        return path == null
                        || source.startsWith("org.apache.spark.sql.delta.") // its data files come by Parquet's factory
                ? null
                : unpartitioned(
                        new Path(path),
                        source,
                        false,
                        session.configuration(save.options()),
                        save.query().schema());
    }

    /** {@code FileStreamSink}, which moved and keeps what it knows to itself. */
    static boolean isFileSink(@Nullable Object sink) {
        return sink != null && sink.getClass().getSimpleName().equals("FileStreamSink");
    }

    /** A stream's, by its sink. Null for other sinks than files. */
    @Nullable
    PlannedWrite ofStream(Object sink, LogicalPlan rows) {
        if (!isFileSink(sink)) {
            return null;
        }
        Map<String, String> options = Members.map(Members.field(sink, "options", Object.class));
        Configuration configuration = new Configuration(Members.field(sink, "hadoopConf", Configuration.class));
        String path = Members.field(sink, "path", String.class);
        if (session.streamsKeepOptions()) {
            options.forEach(configuration::set);
        } else {
            DroppedSettings.refuse(
                    options,
                    configuration,
                    "Options of a stream have",
                    "Spark does so before 4.2: set them on the session (spark.conf.set) before the stream starts");
        }
        FileFormat format = Members.field(sink, "fileFormat", FileFormat.class);
        List<String> partitions = Members.list(Members.field(sink, "partitionColumnNames", Object.class), String.class);
        return Columns.split(rows.schema(), partitions, session.conf().caseSensitiveAnalysis())
                .write(
                        path,
                        List.of(Destinations.within(new Path(path), partitions, Map.of())),
                        Formats.name(format),
                        Formats.isParquet(format),
                        configuration);
    }
}
