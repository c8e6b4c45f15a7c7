package io.parquetkms.lake.replace;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What one replacement moves. A verification may read on any thread. */
public final class Traffic {

    private final AtomicLong read = new AtomicLong();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();

    /** Bytes came from storage. */
    public void read(long bytes) {
        read.addAndGet(bytes);
    }

    /** Bytes went to storage. */
    public void written(long bytes) {
        written.addAndGet(bytes);
    }

    /** An object store was asked. */
    public void request() {
        requests.incrementAndGet();
    }

    /** All that were read so far. */
    public long bytesRead() {
        return read.get();
    }

    /** All that were written so far. */
    public long bytesWritten() {
        return written.get();
    }

    /** All that were made so far. */
    public int requests() {
        return requests.get();
    }
}
