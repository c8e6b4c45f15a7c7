package io.parquetkms.parquet;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files, {@code counted:/…}, and how often they were asked for since the last {@link #reset}. */
public final class CountingFileSystem extends RawLocalFileSystem {

    private static final URI NAME = URI.create("counted:///");
    private static final AtomicInteger OPENED = new AtomicInteger();
    private static final AtomicInteger STATUSES = new AtomicInteger();

    static void useFor(Configuration configuration) {
        configuration.setClass("fs.counted.impl", CountingFileSystem.class, CountingFileSystem.class);
    }

    static Path path(Path local) {
        return new Path("counted://" + local.toUri().getPath());
    }

    static void reset() {
        OPENED.set(0);
        STATUSES.set(0);
    }

    static int opened() {
        return OPENED.get();
    }

    static int statuses() {
        return STATUSES.get();
    }

    @Override
    public URI getUri() {
        return NAME;
    }

    @Override
    public String getScheme() {
        return "counted";
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        OPENED.incrementAndGet();
        return super.open(file, bufferSize);
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
        STATUSES.incrementAndGet();
        return super.getFileStatus(file);
    }
}
