package io.parquetkms.process;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * In which datasets a caller was denied a footer's key, and in which one of the files was looked at and was not. In a bounded
 * number. Safe on any thread.
 */
public final class FooterDenials {

    private static final int MAX_DATASETS = 10_000;

    private record Reader(KeyAccess access, Caller caller, String dataset) {}

    private final Cache<Reader, Boolean> denied = Caffeine.newBuilder()
            .maximumSize(MAX_DATASETS)
            .executor(Runnable::run)
            .build();

    /** Whether a footer's key may be denied there: unless one was looked at and none was denied since. */
    boolean arePossible(KeyAccess access, Caller caller, String dataset) {
        return !Boolean.FALSE.equals(denied.getIfPresent(new Reader(access, caller, dataset)));
    }

    void denied(KeyAccess access, Caller caller, String dataset) {
        denied.put(new Reader(access, caller, dataset), true);
    }

    /** One was looked at, and not denied. */
    void allowed(KeyAccess access, Caller caller, String dataset) {
        denied.asMap().putIfAbsent(new Reader(access, caller, dataset), false);
    }
}
