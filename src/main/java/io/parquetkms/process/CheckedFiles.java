package io.parquetkms.process;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Objects;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;

/**
 * Files that were looked at and found good, in a bounded number: engines ask for the keys of one file two or three times for each
 * split. A file that was replaced since is another one, as far as its length, time of modification and ETag (where the file
 * system knows one) tell. Safe on any thread.
 */
public final class CheckedFiles {

    private static final int MAX_FILES = 10_000;

    private record Version(KeyAccess access, String path, long length, long modified, String etag) {

        static Version of(KeyAccess access, FileStatus status) {
            String etag = status instanceof EtagSource source ? Objects.toString(source.getEtag(), "") : "";
            return new Version(
                    access, status.getPath().toString(), status.getLen(), status.getModificationTime(), etag);
        }
    }

    private final Cache<Version, Boolean> good =
            Caffeine.newBuilder().maximumSize(MAX_FILES).executor(Runnable::run).build();

    /** Whether this version of the file was found good under these settings. */
    public boolean contain(KeyAccess access, FileStatus status) {
        return good.getIfPresent(Version.of(access, status)) != null;
    }

    public void add(KeyAccess access, FileStatus status) {
        good.put(Version.of(access, status), true);
    }
}
