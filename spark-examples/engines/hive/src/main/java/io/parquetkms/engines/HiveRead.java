package io.parquetkms.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.ql.io.IOConstants;
import org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat;
import org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe;
import org.apache.hadoop.hive.ql.io.sarg.ConvertAstToSearchArg;
import org.apache.hadoop.hive.ql.io.sarg.PredicateLeaf;
import org.apache.hadoop.hive.ql.io.sarg.SearchArgument;
import org.apache.hadoop.hive.ql.io.sarg.SearchArgumentFactory;
import org.apache.hadoop.hive.serde2.ColumnProjectionUtils;
import org.apache.hadoop.hive.serde2.objectinspector.PrimitiveObjectInspector;
import org.apache.hadoop.hive.serde2.objectinspector.StructField;
import org.apache.hadoop.hive.serde2.objectinspector.StructObjectInspector;
import org.apache.hadoop.io.ArrayWritable;
import org.apache.hadoop.io.NullWritable;
import org.apache.hadoop.mapred.FileInputFormat;
import org.apache.hadoop.mapred.InputSplit;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapred.RecordReader;
import org.apache.hadoop.mapred.Reporter;

/** Reads a file as Hive's tasks do: its input format for Parquet, with projection and the pushed-down filter in the job's settings. */
public final class HiveRead {

    private static final String NAMES = String.join(",", People.names());
    private static final String TYPES = People.names().stream()
            .map(name -> People.isNumber(name) ? "bigint" : "string")
            .collect(Collectors.joining(":"));

    private HiveRead() {}

    public static void main(String[] arguments) throws Exception {
        Request.answer(arguments, HiveRead::read);
    }

    private static void read(Request request) throws Exception {
        JobConf job = job(request);
        Properties table = new Properties();
        table.setProperty(IOConstants.COLUMNS, NAMES);
        table.setProperty(IOConstants.COLUMNS_TYPES, TYPES);
        ParquetHiveSerDe serde = new ParquetHiveSerDe();
        serde.initialize(job, table, null);
        StructObjectInspector inspector = (StructObjectInspector) serde.getObjectInspector();
        MapredParquetInputFormat format = new MapredParquetInputFormat();
        for (InputSplit split : format.getSplits(job, 1)) {
            rows(request, inspector, format.getRecordReader(split, job, Reporter.NULL));
        }
    }

    private static JobConf job(Request request) {
        JobConf job = new JobConf();
        request.settings().forEach(job::set);
        FileInputFormat.setInputPaths(job, new Path(request.file()));
        job.set(IOConstants.COLUMNS, NAMES);
        job.set(IOConstants.COLUMNS_TYPES, TYPES);
        job.setBoolean(ColumnProjectionUtils.READ_ALL_COLUMNS, false);
        job.set(
                ColumnProjectionUtils.READ_COLUMN_IDS_CONF_STR,
                request.columnsToRead().stream()
                        .map(column -> Integer.toString(People.names().indexOf(column)))
                        .collect(Collectors.joining(",")));
        if (request.filtered()) {
            SearchArgument filter = SearchArgumentFactory.newBuilder()
                    .startAnd()
                    .equals(request.filterColumn(), PredicateLeaf.Type.STRING, request.filterValue())
                    .end()
                    .build();
            job.set(ConvertAstToSearchArg.SARG_PUSHDOWN, ConvertAstToSearchArg.sargToKryo(filter));
        }
        return job;
    }

    private static void rows(
            Request request, StructObjectInspector inspector, RecordReader<NullWritable, ArrayWritable> reader)
            throws Exception {
        try {
            NullWritable key = reader.createKey();
            ArrayWritable row = reader.createValue();
            while (reader.next(key, row)) {
                List<String> values = new ArrayList<>();
                for (String column : request.columnsToRead()) {
                    values.add(value(inspector, row, column));
                }
                request.rowIfItPasses(values);
            }
        } finally {
            reader.close();
        }
    }

    private static String value(StructObjectInspector inspector, ArrayWritable row, String column) {
        StructField field = inspector.getStructFieldRef(column);
        Object value = ((PrimitiveObjectInspector) field.getFieldObjectInspector())
                .getPrimitiveJavaObject(inspector.getStructFieldData(row, field));
        return value == null ? null : value.toString();
    }
}
