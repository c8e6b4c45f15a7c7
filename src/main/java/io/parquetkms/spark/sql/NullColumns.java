package io.parquetkms.spark.sql;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Puts nulls where columns, and fields of structs, were left out: the whole schema is there again.
 *
 * @param datasets that the columns stand in
 */
record NullColumns(StructType left, List<String> datasets) {

    NullColumns {
        datasets = List.copyOf(datasets);
    }


    Dataset<Row> in(Dataset<Row> rows, StructType all) {
        return rows.select(columns(all, left, name -> functions.col(quoted(name))));
    }

    /** A column by its name, whatever stands in that. */
    static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    private Column[] columns(StructType all, StructType left, Function<String, Column> known) {
        return Stream.of(all.fields())
                .map(field -> {
                    DataType type = type(left, field.name());
                    if (type == null) {
                        return incomplete(functions.lit(null).cast(field.dataType()), field);
                    }
                    Column column = known.apply(field.name());
                    if (type.equals(field.dataType())) {
                        return column.as(field.name(), field.metadata());
                    }
                    Column[] fields = columns((StructType) field.dataType(), (StructType) type, column::getField);
                    return incomplete(functions.when(column.isNotNull(), functions.struct(fields)), field);
                })
                .toArray(Column[]::new);
    }

    private Column incomplete(Column column, StructField field) {
        return column.as(field.name(), IncompleteRows.marked(field.metadata(), datasets));
    }

    private static @Nullable DataType type(StructType left, String name) {
        return Arrays.stream(left.fields())
                .filter(field -> field.name().equals(name))
                .map(StructField::dataType)
                .findAny()
                .orElse(null);
    }
}
