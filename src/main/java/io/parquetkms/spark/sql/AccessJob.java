package io.parquetkms.spark.sql;

import io.parquetkms.kms.KmsError;
import io.parquetkms.parquet.DatasetAccess;
import io.parquetkms.parquet.DatasetLook;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Looks at files as those do who will read them: a job, whose tasks get keys as any others do. */
final class AccessJob implements FlatMapFunction<Iterator<String>, byte[]> {

    private static final long serialVersionUID = 1L;

    private static final String DESCRIPTION = "spark.job.description";

    private final Broadcast<SerializableConfiguration> configuration;

    private AccessJob(Broadcast<SerializableConfiguration> configuration) {
        this.configuration = configuration;
    }

    /**
     * Runs it.
     *
     * @param files as {@code Dataset.inputFiles} names them
     * @param dataset for messages
     * @throws ParquetCryptoRuntimeException if it can't be told whether a key can be had, such as {@code KmsThrottledException}
     */
    static DatasetAccess run(SparkSession spark, Configuration configuration, List<String> files, String dataset) {
        if (files.isEmpty()) {
            return DatasetAccess.NONE;
        }
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        String before = context.getLocalProperty(DESCRIPTION);
        Broadcast<SerializableConfiguration> broadcast =
                context.broadcast(new SerializableConfiguration(configuration));
        try {
            context.setLocalProperty(DESCRIPTION, "parquet-kms: what can be read of " + dataset);
            int tasks = Math.min(files.size(), Math.max(1, context.defaultParallelism()));
            return context.parallelize(files, tasks).mapPartitions(new AccessJob(broadcast)).collect().stream()
                    .map(DatasetAccess::decode)
                    .reduce(DatasetAccess.NONE, DatasetAccess::plus);
        } catch (Exception e) { // SparkException, which Java's compiler does not know of
            throw failure(e, dataset);
        } finally {
            context.setLocalProperty(DESCRIPTION, before);
            broadcast.destroy();
        }
    }

    @Override
    public Iterator<byte[]> call(Iterator<String> files) throws IOException {
        DatasetLook look = new DatasetLook(configuration.value().value());
        while (files.hasNext()) {
            look.at(new Path(URI.create(files.next())));
        }
        return List.of(look.found().encode()).iterator();
    }

    /** That of the task, where it can be told: of the same type as when rows are read. */
    private static RuntimeException failure(Exception failure, String dataset) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ParquetCryptoRuntimeException crypto) {
                return KmsError.during("Cannot find out what can be read of " + dataset, crypto);
            }
        }
        return AccessJob.<RuntimeException>asItIs(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E asItIs(Throwable failure) throws E {
        throw (E) failure;
    }
}
