package io.parquetkms.engines;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.api.Binary;

/** Reads with parquet-java of whichever version: by what all of them have. */
public final class ParquetJavaRead {

    private ParquetJavaRead() {}

    public static void main(String[] arguments) throws Exception {
        Request.answer(arguments, ParquetJavaRead::read);
    }

    private static void read(Request request) throws Exception {
        Configuration configuration = new Configuration();
        request.settings().forEach(configuration::set);
        configuration.set("parquet.read.schema", People.schema(request.columnsToRead()));
        ParquetReader.Builder<Group> builder = ParquetReader.builder(new GroupReadSupport(), new Path(request.file()))
                .withConf(configuration);
        if (request.filtered()) {
            builder.withFilter(FilterCompat.get(FilterApi.eq(
                    FilterApi.binaryColumn(request.filterColumn()), Binary.fromString(request.filterValue()))));
        }
        try (ParquetReader<Group> reader = builder.build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                request.row(values(row, request.columns()));
            }
        }
    }

    private static List<String> values(Group row, List<String> columns) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            boolean there = row.getFieldRepetitionCount(column) > 0;
            values.add(there ? row.getValueToString(row.getType().getFieldIndex(column), 0) : null);
        }
        return values;
    }
}
