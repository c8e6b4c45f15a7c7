package io.parquetkms.policy;

import io.parquetkms.config.ColumnRules;
import io.parquetkms.config.Settings;
import io.parquetkms.config.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to find the columns that 100 column rules mean in a schema of 3,000: when a schema is first seen, and for each
 * file after that?
 *
 * <pre>{@code mvn -q verify -pl micro "-Djmh.args=RulesBenchmark -foe true -prof gc -rf json -rff target/rules.json"}</pre>
 *
 * <p>The times are microseconds for a schema, a file, or the whole text of the rules.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class RulesBenchmark {

    private static final Path FILE = new Path("hdfs://warehouse/wide/date=2026-11-01/part-00000.parquet");
    private static final int KINDS_OF_RULES = 5;
    private static final int FIELDS = 5;

    /** A third of them each flat, in structs of five, and in lists of such. */
    @Param("3000")
    public int columns;

    /** A fifth of them each a name, a name at any depth, a glob, a struct and an exclusion. */
    @Param("100")
    public int rules;

    private String text;
    private RuleSet set;
    private MessageType schema;
    private MessageType equalSchema;
    private PlaceRules place;

    /** Checks that each kind of rule means some columns. */
    @Setup
    public void setUp() {
        text = text(rules / KINDS_OF_RULES);
        set = new RuleSet(ColumnRules.parse(text, "parquet.kms.columns"), false);
        schema = schema(columns);
        equalSchema = schema(columns);
        Settings settings = TestSettings.of(
                "parquet.encryption.footer.key", "k0",
                "parquet.kms.columns", text,
                "parquet.kms.columns.missing", "ignore");
        place = PlaceRules.of(settings, null, null, false, false);
        Set<ColumnPath> found = firstFile().keySet();
        List<ColumnPath> expected = List.of(
                ColumnPath.get("flat_0"),
                ColumnPath.get("items_0", "list", "element", "field_0"),
                ColumnPath.get("struct_0", "field_1"));
        if (!found.containsAll(expected) || found.contains(ColumnPath.get("struct_0", "field_0"))) {
            throw new AssertionError("The rules don't mean what they should: " + found);
        }
    }

    private static String text(int ofEachKind) {
        StringJoiner joined = new StringJoiner("; ");
        for (int i = 0; i < ofEachKind; i++) {
            String key = "k" + i + ": ";
            joined.add(key + "flat_" + i + ", *.field_0" + "?".repeat(i) + ", ?lat_" + i + "1*, struct_" + i + ".**");
            joined.add("!" + key + "struct_" + i + ".field_0");
        }
        return joined.toString();
    }

    private static MessageType schema(int columns) {
        List<Type> fields = new ArrayList<>();
        int third = columns / 3;
        for (int i = 0; i < third; i++) {
            fields.add(leaf("flat_" + i));
        }
        for (int i = 0; i < Math.max(1, third / FIELDS); i++) {
            fields.add(Types.optionalGroup().addFields(fields()).named("struct_" + i));
            fields.add(Types.optionalList()
                    .element(Types.optionalGroup().addFields(fields()).named("element"))
                    .named("items_" + i));
        }
        return new MessageType("wide", fields);
    }

    private static Type[] fields() {
        Type[] fields = new Type[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            fields[i] = leaf("field_" + i);
        }
        return fields;
    }

    private static Type leaf(String name) {
        return Types.optional(PrimitiveTypeName.INT64).named(name);
    }

    /** Of a schema that was not seen before. */
    @Benchmark
    public Map<ColumnPath, ChosenKey> firstFile() {
        return new RuledColumns(schema, FILE).find(set, Set.of("date"));
    }

    /** Of a schema that was, by a writer that has its own copy of it. */
    @Benchmark
    public EncryptedColumns otherFile() {
        MessageType other = equalSchema;
        equalSchema = schema;
        schema = other;
        return place.of(schema, Tags.NONE, FILE).columns();
    }

    /** Once for each set of settings. */
    @Benchmark
    public ColumnRules parse() {
        return ColumnRules.parse(text, "parquet.kms.columns");
    }
}
