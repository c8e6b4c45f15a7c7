package io.parquetkms.lake;

import io.parquetkms.process.DaemonThreads;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedExceptionAction;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/** Threads of this process. */
public final class LocalWorkers implements Workers {

    private final Configuration configuration;
    private final int threads;
    private final ExecutorService pool;
    private final UserGroupInformation user;

    /** So many of them, which act for the user that this thread acts for. */
    public LocalWorkers(Configuration configuration, int threads) throws IOException {
        this.configuration = configuration;
        this.threads = threads;
        user = UserGroupInformation.getCurrentUser();
        pool = DaemonThreads.pool("parquet-kms-lake", threads);
    }

    @Override
    public <R extends Serializable> void forEach(Iterator<LakeFile> files, FileWork<R> work, Consumer<R> results)
            throws IOException {
        CompletionService<R> running = new ExecutorCompletionService<>(pool);
        int under = 0;
        while (files.hasNext()) {
            LakeFile file = files.next();
            running.submit(() -> user.doAs((PrivilegedExceptionAction<R>) () -> work.with(configuration, file)));
            under++;
            if (under >= 2 * threads) {
                results.accept(done(running));
                under--;
            }
        }
        for (; under > 0; under--) {
            results.accept(done(running));
        }
    }

    private static <R> R done(CompletionService<R> running) throws IOException {
        try {
            return running.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        if (cause instanceof UndeclaredThrowableException checked) {
            return new IOException(checked.getCause());
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    @Override
    public <R extends Serializable> List<Answer<R>> inEachProcess(ProcessWork<R> work) throws IOException {
        try {
            return List.of(new Answer<>("local", work.with(configuration)));
        } catch (Exception e) {
            throw failure(e);
        }
    }

    @Override
    public int slots() {
        return threads;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
