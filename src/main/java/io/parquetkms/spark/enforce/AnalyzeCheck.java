package io.parquetkms.spark.enforce;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.policy.EncryptedColumns;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.Tags;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.execution.command.AnalyzeColumnCommand;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code ANALYZE TABLE … FOR COLUMNS} puts the least and greatest value of columns into the catalog, and with histograms more of them, in
 * plaintext. Of encrypted columns that is refused where files must be encrypted, and warned of elsewhere.
 */
final class AnalyzeCheck {

    private static final String REMEDY =
            "Name columns that stay in plaintext, or leave FOR COLUMNS out: ANALYZE TABLE …"
                    + " COMPUTE STATISTICS counts rows and bytes only";

    private final Session session;

    AnalyzeCheck(Session session) {
        this.session = session;
    }

    /** @throws InvalidConfigurationException naming the columns */
    void check(AnalyzeColumnCommand analyze) {
        if (!session.exists(analyze.tableIdent())) {
            return; // a temporary view: its statistics stay in memory
        }
        CatalogTable table = session.table(analyze.tableIdent());
        if (!table.storage().locationUri().isDefined()) {
            return;
        }
        List<String> partitions = Members.list(Members.call(table, "partitionColumnNames"), String.class);
        StructType columns = Columns.split(
                        table.schema(), partitions, session.conf().caseSensitiveAnalysis())
                .ofFiles();
        List<String> analyzed = analyzed(analyze, columns);
        if (!analyzed.isEmpty()) {
            Path file = new Path(
                    Destinations.within(new Path(table.location()), partitions, Map.of()), "part-00000.parquet");
            check(table, file, columns, analyzed);
        }
    }

    private void check(CatalogTable table, Path file, StructType columns, List<String> analyzed) {
        Configuration configuration = session.configuration(table.storage().properties());
        KeyAccess access = KmsRuntime.current().access(configuration);
        PlaceRules place = access.rules().of(configuration, file);
        Set<String> plaintext =
                place.options() == null && place.required() ? Set.of() : plaintext(configuration, place, columns, file);
        List<String> shown =
                analyzed.stream().filter(column -> !plaintext.contains(column)).toList();
        if (shown.isEmpty()) {
            return;
        }
        String what = "the least and greatest values of encrypted columns (" + String.join(", ", shown)
                + ") would stand in the catalog, in plaintext";
        if (place.required()) {
            throw new InvalidConfigurationException(
                    access.rules().reason(configuration, file) + ", but " + what + ". " + REMEDY);
        }
        KmsRuntime.warnOnce("ANALYZE of " + PlannedWrites.nameOf(table) + ": " + what + ". " + REMEDY);
    }

    private Set<String> plaintext(Configuration configuration, PlaceRules place, StructType columns, Path file) {
        if (place.options() == null) {
            return new HashSet<>(List.of(columns.fieldNames()));
        }
        WriteContext context = ParquetSchemas.of(session, configuration, columns);
        EncryptedColumns encrypted = place.of(context.getSchema(), Tags.of(context.getExtraMetaData()), file)
                .columns();
        return encrypted.plaintext().stream().map(ColumnPath::toDotString).collect(Collectors.toSet());
    }

    /** Those of which Spark keeps values: of texts and bytes it counts only, and of nested columns nothing. */
    private List<String> analyzed(AnalyzeColumnCommand analyze, StructType columns) {
        Stream<StructField> all = Arrays.stream(columns.fields()).filter(column -> hasValues(column.dataType()));
        if (analyze.allColumns()) {
            return all.map(StructField::name).toList();
        }
        List<String> named = Members.list(
                Members.call(analyze, "columnNames", scala.Option.class).get(), String.class);
        boolean caseSensitive = session.conf().caseSensitiveAnalysis();
        return all.map(StructField::name)
                .filter(column -> named.stream()
                        .anyMatch(name -> caseSensitive ? name.equals(column) : name.equalsIgnoreCase(column)))
                .toList();
    }

    private static boolean hasValues(DataType type) {
        return !(type instanceof StringType
                || type instanceof BinaryType
                || type instanceof StructType
                || type instanceof ArrayType
                || type instanceof MapType
                || type.typeName().equals("variant"));
    }
}
