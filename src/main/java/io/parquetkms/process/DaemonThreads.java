package io.parquetkms.process;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that don't keep a JVM alive, and go when there is nothing to do. They don't inherit the Hadoop user or the
 * thread-locals of the thread that happens to need them first.
 */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** So many at most, and a queue without a bound before them. */
    public static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Makes threads of one name. */
    public static ThreadFactory named(String name) {
        return task -> make(task, name);
    }

    /** A thread takes over the access control context of the one that makes it, and with it the user; not this one's. */
    @SuppressWarnings("removal") // since JDK 24 it only runs the action, and threads inherit no user
    private static Thread make(Runnable task, String name) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            return thread;
        });
    }
}
