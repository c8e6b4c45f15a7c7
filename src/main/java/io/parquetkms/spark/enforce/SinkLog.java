package io.parquetkms.spark.enforce;

import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.streaming.WriteToStream;

/**
 * The log of a stream that writes files. Spark makes its directory before anything of the stream can be checked; and where it stands empty,
 * readers find no rows, not even those that were there before.
 */
final class SinkLog {

    private static final String DIRECTORY = "_spark_metadata";

    private SinkLog() {}

    /** Of a stream that was refused; a log of earlier batches stays. */
    static void removeEmpty(WriteToStream stream) {
        Object sink = stream.sink();
        if (PlannedWrites.isFileSink(sink)) {
            Path log = new Path(Members.field(sink, "path", String.class), DIRECTORY);
            try {
                FileSystem files = log.getFileSystem(Members.field(sink, "hadoopConf", Configuration.class));
                if (files.exists(log) && files.listStatus(log).length == 0) {
                    files.delete(log, false);
                }
            } catch (IOException e) {
                KmsRuntime.warnOnce(
                        "Delete " + log + " if it is empty, else readers find no rows: it was made for a stream that"
                                + " was refused, and can't be deleted: " + e.getMessage());
            }
        }
    }
}
