package io.parquetkms.keys;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that ends when its owner has let it go and its last user is done, and not before. The one mechanism behind
 * wiping keys and closing connections that other threads may be using. Safe on any thread; no locks.
 */
abstract class ReferenceCounted {

    /** The owner's and those of the users. */
    private final AtomicInteger references = new AtomicInteger(1);

    /** Takes a reference; false if it has ended. Who gets one must {@linkplain #release release} it. */
    final boolean retain() {
        int current = references.get();
        while (current > 0) {
            int seen = references.compareAndExchange(current, current + 1);
            if (seen == current) {
                return true;
            }
            current = seen;
        }
        return false;
    }

    /** Gives a reference back; the last one ends it. */
    final void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            end();
        } else if (left < 0) {
            throw new IllegalStateException("Released more often than retained");
        }
    }

    /** Called once, by the thread that released the last reference. */
    abstract void end();
}
