package io.parquetkms.spark.enforce;

import java.io.Serializable;
import java.lang.reflect.Method;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Spark's commit protocol, or the one that the application was started with, which does all the work. This one knows where each file of a
 * task will be, tells the crypto factory, and looks at each before the task may commit.
 */
public final class CheckedCommitProtocol extends FileCommitProtocol implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String output;
    private final FileCommitProtocol protocol;

    private transient @Nullable TaskOutput files;

    /**
     * Spark makes it by reflection, on the driver.
     *
     * @param jobId of Spark's job
     * @param path where the job's output goes
     * @param dynamicPartitionOverwrite whether only partitions that are written are replaced
     */
    public CheckedCommitProtocol(String jobId, String path, boolean dynamicPartitionOverwrite) {
        output = path;
        protocol = FileCommitProtocol.instantiate(Enforcement.usersProtocol(), jobId, path, dynamicPartitionOverwrite);
    }

    private TaskOutput files() {
        TaskOutput known = files;
        if (known == null) {
            known = new TaskOutput();
            files = known;
        }
        return known;
    }

    private Path below(Option<String> directory) {
        return directory.isDefined() ? new Path(output, directory.get()) : new Path(output);
    }

    @Override
    public void setupJob(JobContext job) {
        protocol.setupJob(job);
    }

    /** Of Scala 2.12. */
    @Override
    public void commitJob(JobContext job, scala.collection.Seq<TaskCommitMessage> commits) {
        commit(job, commits);
    }

    /**
     * Of Scala 2.13.
     *
     * @param job that commits
     * @param commits what its tasks said
     */
    public void commitJob(JobContext job, scala.collection.immutable.Seq<TaskCommitMessage> commits) {
        commit(job, commits);
    }

    private void commit(JobContext job, Object commits) {
        for (Method method : FileCommitProtocol.class.getMethods()) {
            if (method.getName().equals("commitJob")) {
                Members.call(protocol, method, job, commits);
                return;
            }
        }
        throw new UnknownSparkException("FileCommitProtocol.commitJob", null);
    }

    @Override
    public void abortJob(JobContext job) {
        protocol.abortJob(job);
    }

    @Override
    public void setupTask(TaskAttemptContext task) {
        files().end();
        protocol.setupTask(task);
    }

    @Override
    @SuppressWarnings("deprecation")
    public String newTaskTempFile(TaskAttemptContext task, Option<String> directory, String suffix) {
        return files().begin(protocol.newTaskTempFile(task, directory, suffix), below(directory));
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> directory, FileNameSpec name) {
        return files().begin(protocol.newTaskTempFile(task, directory, name), below(directory));
    }

    @Override
    @SuppressWarnings("deprecation")
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String directory, String suffix) {
        return files().begin(protocol.newTaskTempFileAbsPath(task, directory, suffix), new Path(directory));
    }

    @Override
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String directory, FileNameSpec name) {
        return files().begin(protocol.newTaskTempFileAbsPath(task, directory, name), new Path(directory));
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        files().check(task.getConfiguration());
        files().end();
        return protocol.commitTask(task);
    }

    @Override
    public void abortTask(TaskAttemptContext task) {
        files().end();
        protocol.abortTask(task);
    }

    @Override
    public boolean deleteWithJob(FileSystem fileSystem, Path path, boolean recursive) {
        return protocol.deleteWithJob(fileSystem, path, recursive);
    }

    @Override
    public void onTaskCommit(TaskCommitMessage commit) {
        protocol.onTaskCommit(commit);
    }
}
