package io.parquetkms.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.hadoop.fs.Path;

/**
 * Where the files of this process' tasks will be, where their path does not tell and their committer does; and which of them are written
 * with keys. Bounded: of a file that was forgotten, neither can be told again. Safe on any thread.
 */
public final class TaskFiles {

    private static final int MAX_FILES = 10_000;

    private static final Cache<Path, Path> DESTINATIONS =
            Caffeine.newBuilder().maximumSize(MAX_FILES).executor(Runnable::run).build();

    private static final Cache<Path, Boolean> WITH_KEYS =
            Caffeine.newBuilder().maximumSize(MAX_FILES).executor(Runnable::run).build();

    private TaskFiles() {}

    /** A task begins a file. */
    public static void begin(Path written, Path destination) {
        DESTINATIONS.put(written, destination);
        WITH_KEYS.invalidate(written);
    }

    /** The file's writer got keys, and encrypts with them. Of no effect for a file that no task has begun. */
    public static void gotKeys(Path written) {
        if (DESTINATIONS.getIfPresent(written) != null) {
            WITH_KEYS.put(written, true);
        }
    }

    /** Whether the file's writer got keys. */
    public static boolean hasKeys(Path written) {
        return WITH_KEYS.getIfPresent(written) != null;
    }

    /** The task is done with it. */
    public static void end(Path written) {
        DESTINATIONS.invalidate(written);
        WITH_KEYS.invalidate(written);
    }

    /** Where it will be; the path itself where nobody told. */
    static Path destination(Path written) {
        Path destination = DESTINATIONS.getIfPresent(written);
        return destination == null ? written : destination;
    }
}
