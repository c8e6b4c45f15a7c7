package io.parquetkms.spark.lake;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.Workers;
import io.parquetkms.spark.ParquetKmsPlugin;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spark's executors. Files go to them in batches, of which two are under way, so that cores don't wait for a batch's last file; the
 * results of a batch are in memory at once. Work must be such that it may be done twice: Spark repeats a task whose executor is lost, or
 * that failed. It may not be done twice at the same time: with {@code spark.speculation} it would be, hence that is refused.
 */
public final class SparkWorkers implements Workers {

    private static final Logger LOG = LoggerFactory.getLogger(SparkWorkers.class);

    private static final String PLUGINS = "spark.plugins";

    private static final int BATCH = 10_000;
    private static final int BATCHES = 2;
    private static final int FILES_IN_TASK = 100;
    private static final int ROUNDS = 10;

    private final JavaSparkContext context;
    private final Configuration configuration;
    private final Broadcast<SerializableConfiguration> broadcast;
    private final int threads;
    private final boolean owned;

    private SparkWorkers(SparkContext context, Configuration configuration, int threads, boolean owned) {
        if (context.getConf().getBoolean("spark.speculation", false)) {
            throw new InvalidConfigurationException(
                    "spark.speculation would have two executors work on one file at a time: set it to false");
        }
        this.context = JavaSparkContext.fromSparkContext(context);
        this.configuration = configuration;
        this.threads = threads;
        this.owned = owned;
        broadcast = this.context.broadcast(new SerializableConfiguration(configuration));
    }

    /**
     * Those of a session, which stays open.
     *
     * @param configuration for the works; a session's own: {@code spark.sessionState().newHadoopConf()}
     * @param threads how many files are worked on at a time by each core
     */
    public static SparkWorkers of(SparkSession spark, Configuration configuration, int threads) {
        return new SparkWorkers(spark.sparkContext(), configuration, threads, false);
    }

    /**
     * Those of an application that begins now, with what {@code spark-submit} has set, and ends when this is closed. The library's
     * plugin is one of its plugins, so that executors get keys from the driver.
     */
    public static SparkWorkers start(Configuration configuration, int threads) {
        SparkSession.Builder builder = SparkSession.builder()
                .config("spark.speculation", "false")
                .config(PLUGINS, plugins(new SparkConf().get(PLUGINS, "")));
        return new SparkWorkers(builder.getOrCreate().sparkContext(), configuration, threads, true);
    }

    private static String plugins(String given) {
        String ours = ParquetKmsPlugin.class.getName();
        if (given.isBlank()) {
            return ours;
        }
        return given.contains(ours) ? given : given + "," + ours;
    }

    @Override
    public <R extends Serializable> void forEach(Iterator<LakeFile> files, FileWork<R> work, Consumer<R> results)
            throws IOException {
        Deque<JavaFutureAction<List<byte[]>>> running = new ArrayDeque<>();
        try {
            while (files.hasNext()) {
                running.addLast(begin(batch(files), work));
                if (running.size() == BATCHES) {
                    take(running, results);
                }
            }
            while (!running.isEmpty()) {
                take(running, results);
            }
        } finally {
            running.forEach(job -> job.cancel(true));
        }
    }

    private static List<LakeFile> batch(Iterator<LakeFile> files) {
        List<LakeFile> batch = new ArrayList<>();
        while (batch.size() < BATCH && files.hasNext()) {
            batch.add(files.next());
        }
        return batch;
    }

    private <R extends Serializable> JavaFutureAction<List<byte[]>> begin(List<LakeFile> batch, FileWork<R> work) {
        int files = Math.max(1, Math.min(FILES_IN_TASK, batch.size() / Math.max(1, context.defaultParallelism())));
        List<byte[]> tasks = new ArrayList<>();
        for (int i = 0; i < batch.size(); i += files) {
            tasks.add(Bytes.of(new ArrayList<>(batch.subList(i, Math.min(batch.size(), i + files)))));
        }
        return context.parallelize(tasks, tasks.size())
                .map(new FilesTask<>(broadcast, work, threads))
                .collectAsync();
    }

    private static <R extends Serializable> void take(
            Deque<JavaFutureAction<List<byte[]>>> running, Consumer<R> results) throws IOException {
        for (byte[] task : get(running.removeFirst())) {
            Bytes.<List<R>>read(task).forEach(results);
        }
    }

    private static List<byte[]> get(JavaFutureAction<List<byte[]>> job) throws IOException {
        try {
            return job.get();
        } catch (InterruptedException e) {
            job.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("Spark's executors could not do it: " + reason(e), e);
        }
    }

    /** The task's, which stands behind those of the job; or in the job's text. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        int trace = message.indexOf("\n\tat ");
        return trace < 0 ? message : message.substring(0, trace);
    }

    /** Executors that a few attempts have not reached, since others took all tasks or they are gone, are named by number in a warning. */
    @Override
    public <R extends Serializable> List<Answer<R>> inEachProcess(ProcessWork<R> work) throws IOException {
        List<Answer<R>> answers = new ArrayList<>();
        answers.add(new Answer<>("driver", here(work)));
        String question = UUID.randomUUID().toString();
        for (int round = 0; round < ROUNDS && answers.size() < 1 + executors(); round++) {
            List<Integer> tasks = Collections.nCopies(4 * Math.max(context.defaultParallelism(), executors()), 0);
            JavaFutureAction<List<byte[]>> job = context.parallelize(tasks, tasks.size())
                    .mapPartitions(new ProcessTask<>(broadcast, work, question))
                    .collectAsync();
            get(job).forEach(answer -> answers.add(ProcessTask.answer(answer)));
        }
        if (answers.size() < 1 + executors()) {
            LOG.warn("{} of {} executors were not reached", 1 + executors() - answers.size(), executors());
        }
        return answers;
    }

    private <R extends Serializable> R here(ProcessWork<R> work) throws IOException {
        try {
            return work.with(configuration);
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Without the driver, which is none but in local mode, where it has worked already. */
    private int executors() {
        return context.sc().statusTracker().getExecutorInfos().length - 1;
    }

    @Override
    public int slots() {
        return threads * context.defaultParallelism();
    }

    @Override
    public void close() {
        if (owned) {
            context.stop();
        } else {
            broadcast.destroy();
        }
    }
}
