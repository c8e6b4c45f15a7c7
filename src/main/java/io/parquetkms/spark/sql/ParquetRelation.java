package io.parquetkms.spark.sql;

import io.parquetkms.policy.Datasets;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/** The Parquet files below a DataFrame that reads nothing else. */
record ParquetRelation(HadoopFsRelation files) {

    /** Null if it reads anything else, or is a view. */
    static @Nullable ParquetRelation of(Dataset<Row> rows) {
        List<@Nullable HadoopFsRelation> found = new ArrayList<>();
        rows.queryExecution().analyzed().foreach(new AbstractFunction1<LogicalPlan, BoxedUnit>() {
            @Override
            public BoxedUnit apply(LogicalPlan node) {
                if (node instanceof View) {
                    found.add(null);
                } else if (node instanceof LeafNode) {
                    found.add(parquet(node));
                }
                return BoxedUnit.UNIT;
            }
        });
        HadoopFsRelation only = found.size() == 1 ? found.get(0) : null;
        return only == null ? null : new ParquetRelation(only);
    }

    private static @Nullable HadoopFsRelation parquet(LogicalPlan leaf) {
        return leaf instanceof LogicalRelation logical
                        && logical.relation() instanceof HadoopFsRelation files
                        && files.fileFormat().getClass() == ParquetFileFormat.class
                ? files
                : null;
    }

    boolean isPartition(String column, boolean caseSensitive) {
        return Stream.of(files.partitionSchema().fieldNames())
                .anyMatch(name -> caseSensitive ? name.equals(column) : name.equalsIgnoreCase(column));
    }

    /** Their datasets: as a rule, one. */
    List<String> datasets(Configuration configuration) {
        try {
            List<String> datasets = new ArrayList<>();
            Object roots = FileIndex.class.getMethod("rootPaths").invoke(files.location());
            for (Iterator<?> i = ((scala.collection.Iterable<?>) roots).iterator(); i.hasNext(); ) {
                datasets.add(Datasets.of(configuration, new Path((Path) i.next(), "part-00000.parquet")));
            }
            return datasets.stream().distinct().toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Unknown version of Spark: FileIndex.rootPaths", e);
        }
    }

    /** The same files and partitions with other columns. Of structs that are cut, a select would still read all. */
    Dataset<Row> withColumns(StructType columns, SparkSession spark) {
        List<StructField> ofFiles = new ArrayList<>();
        for (StructField field : columns.fields()) {
            if (files.dataSchema().getFieldIndex(field.name()).isDefined()) {
                ofFiles.add(field);
            }
        }
        return spark.baseRelationToDataFrame(with(new StructType(ofFiles.toArray(StructField[]::new))));
    }

    /** By its constructor's name alone: Spark 4 has another class of sessions in its signature. */
    private BaseRelation with(StructType dataSchema) {
        Constructor<?> constructor = HadoopFsRelation.class.getConstructors()[0];
        try {
            return (BaseRelation) constructor.newInstance(
                    files.location(),
                    files.partitionSchema(),
                    dataSchema,
                    files.bucketSpec(),
                    files.fileFormat(),
                    files.options(),
                    HadoopFsRelation.class.getMethod("sparkSession").invoke(files));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Unknown version of Spark: " + constructor, e);
        }
    }
}
