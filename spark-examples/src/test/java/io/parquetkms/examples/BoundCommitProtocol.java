package io.parquetkms.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import scala.Option;

/**
 * Takes the committer that Hadoop's settings name for the destination's file system, and refuses what {@code PathOutputCommitProtocol} of
 * the module {@code spark-hadoop-cloud} refuses: it stands in for that one, which these tests do without.
 */
public final class BoundCommitProtocol extends HadoopMapReduceCommitProtocol {

    /** What a committer says of itself that keeps partitions apart until the job commits. */
    private static final String DYNAMIC = "mapreduce.job.committer.dynamic.partitioning";

    private static final long serialVersionUID = 1L;

    private final String output;
    private final boolean dynamic;
    private transient PathOutputCommitter bound;

    public BoundCommitProtocol(String jobId, String path, boolean dynamicPartitionOverwrite) {
        super(jobId, path, dynamicPartitionOverwrite);
        output = path;
        dynamic = dynamicPartitionOverwrite;
    }

    @Override
    public OutputCommitter setupCommitter(TaskAttemptContext task) {
        try {
            Path destination = dynamic ? stagingDir() : new Path(output);
            bound = PathOutputCommitterFactory.createCommitter(destination, task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (dynamic && !movesDirectories()) {
            throw new UnsupportedOperationException(
                    "PathOutputCommitter does not support dynamicPartitionOverwrite: " + bound);
        }
        return bound;
    }

    private boolean movesDirectories() {
        return bound instanceof FileOutputCommitter
                || (bound instanceof StreamCapabilities capabilities && capabilities.hasCapability(DYNAMIC));
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> directory, FileNameSpec name) {
        if (dynamic) {
            partitionPaths().add(directory.get());
        }
        try {
            Path work = bound.getWorkPath();
            Path parent = directory.isDefined() ? new Path(work, directory.get()) : work;
            return new Path(parent, getFilename(task, name)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String directory, FileNameSpec name) {
        if (!movesDirectories()) {
            throw new UnsupportedOperationException("Absolute output locations not supported by committer " + bound);
        }
        return super.newTaskTempFileAbsPath(task, directory, name);
    }
}
