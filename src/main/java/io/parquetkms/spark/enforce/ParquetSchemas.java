package io.parquetkms.spark.enforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;

/** What Spark's Parquet writer will tell the crypto factory about a file: its own code is asked, so that no version differs. */
final class ParquetSchemas {

    private ParquetSchemas() {}

    /**
     * Schema and metadata of the files.
     *
     * @param configuration that the tasks will get
     * @param columns of the files, without those of partitions
     */
    static WriteContext of(Session session, Configuration configuration, StructType columns) {
        try {
            Job job = Job.getInstance(configuration); // takes a copy
            ParquetFileFormat format = new ParquetFileFormat();
            Members.call(
                    format,
                    Members.method(format, "prepareWrite", 4),
                    session.spark(),
                    job,
                    Map$.MODULE$.empty(),
                    columns);
            return new ParquetWriteSupport().init(job.getConfiguration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
