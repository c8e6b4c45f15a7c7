package io.parquetkms.lake.rotate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;

/** Counts keys, each once so long as it comes again before as many others as {@link ReEncryption} remembers. For one thread. */
final class DistinctKeys {

    private final Cache<MovedKey, Boolean> known = Caffeine.newBuilder()
            .maximumSize(ReEncryption.REMEMBERED)
            .executor(Runnable::run)
            .build();

    private long number;

    void add(Collection<MovedKey> keys) {
        for (MovedKey key : keys) {
            number += known.asMap().put(key, true) == null ? 1 : 0;
        }
    }

    long number() {
        return number;
    }
}
