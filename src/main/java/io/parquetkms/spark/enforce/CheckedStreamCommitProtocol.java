package io.parquetkms.spark.enforce;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.execution.streaming.ManifestFileCommitProtocol;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** The commit protocol of streams, which write straight to where files will be; looks at each before the task may commit. */
public final class CheckedStreamCommitProtocol extends ManifestFileCommitProtocol {

    private static final long serialVersionUID = 1L;

    private transient @Nullable TaskOutput files;

    /**
     * Spark makes it by reflection, on the driver.
     *
     * @param jobId of the batch
     * @param path where the stream's output goes
     */
    public CheckedStreamCommitProtocol(String jobId, String path) {
        super(jobId, path);
    }

    private TaskOutput files() {
        TaskOutput known = files;
        if (known == null) {
            known = new TaskOutput();
            files = known;
        }
        return known;
    }

    @Override
    public void setupTask(TaskAttemptContext task) {
        files().end();
        super.setupTask(task);
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> directory, String suffix) {
        String written = super.newTaskTempFile(task, directory, suffix);
        return files().begin(written, new Path(written).getParent());
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        files().check(task.getConfiguration());
        files().end();
        return super.commitTask(task);
    }

    @Override
    public void abortTask(TaskAttemptContext task) {
        files().end();
        super.abortTask(task);
    }
}
