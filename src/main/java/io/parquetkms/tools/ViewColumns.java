package io.parquetkms.tools;

import io.parquetkms.parquet.DirectoryLook;
import io.parquetkms.parquet.PartAccess;
import io.parquetkms.parquet.TopColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * What a view selects. Of a struct that is read in part it names the fields one by one, so that the rest is never read.
 *
 * @param nulls whether what can't be read is null, rather than left out
 * @param onlyCommon whether columns that some files lack are left out: without a table, Spark takes the schema of any file
 */
record ViewColumns(DirectoryLook look, boolean nulls, boolean onlyCommon) {

    /** Of columns that stand in only some files. */
    List<String> uncommon() {
        return look.columns().stream()
                .filter(this::isUncommon)
                .map(column -> column.type().getName())
                .toList();
    }

    private boolean isUncommon(TopColumn column) {
        return column.files() < look.access().files();
    }

    /** Expressions, with a name where they need one. */
    List<String> expressions() {
        List<List<String>> refused = look.access().refused().stream()
                .filter(part -> !part.isFooter())
                .map(PartAccess::path)
                .toList();
        List<String> expressions = new ArrayList<>();
        for (TopColumn column : look.columns()) {
            String name = column.type().getName();
            if (!isPartition(name) && !(onlyCommon && isUncommon(column))) {
                String reference = Sql.identifier(name);
                expression(column.type(), reference, below(refused, name))
                        .map(sql -> sql.equals(reference) ? sql : sql + " AS " + reference)
                        .ifPresent(expressions::add);
            }
        }
        look.partitions().forEach(name -> expressions.add(Sql.identifier(name)));
        return expressions;
    }

    private boolean isPartition(String name) {
        return look.partitions().stream().anyMatch(name::equalsIgnoreCase);
    }

    private Optional<String> expression(Type type, String reference, List<List<String>> refused) {
        if (refused.isEmpty()) {
            return Optional.of(reference);
        }
        if (!isStruct(type) || refused.stream().anyMatch(List::isEmpty)) {
            // typed by what it never reads: the optimizer drops it
            return nulls ? Optional.of("IF(false, " + reference + ", NULL)") : Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        for (Type field : type.asGroupType().getFields()) {
            expression(field, reference + "." + Sql.identifier(field.getName()), below(refused, field.getName()))
                    .ifPresent(sql -> fields.add(Sql.text(field.getName()) + ", " + sql));
        }
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(fields.stream().collect(Collectors.joining(", ", "named_struct(", ")")));
    }

    /** A group without an annotation that stands there once. */
    private static boolean isStruct(Type type) {
        return type instanceof GroupType
                && type.getLogicalTypeAnnotation() == null
                && !type.isRepetition(Repetition.REPEATED);
    }

    private static List<List<String>> below(List<List<String>> refused, String name) {
        return refused.stream()
                .filter(path -> path.get(0).equalsIgnoreCase(name))
                .map(path -> path.subList(1, path.size()))
                .toList();
    }
}
