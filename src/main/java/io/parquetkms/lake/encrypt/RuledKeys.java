package io.parquetkms.lake.encrypt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.kms.KmsError;
import io.parquetkms.parquet.StandingFile;
import java.io.Serializable;
import org.apache.parquet.crypto.KeyAccessDeniedException;

/** Which keys the rules mean: an alias is asked for once in each process. Safe on any thread. */
final class RuledKeys implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_KNOWN = 1_000;

    private final transient Cache<String, String> pinned =
            Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

    /** It begins anew in another process. */
    private Object readResolve() {
        return new RuledKeys();
    }

    /**
     * Whether a file's key is the one that a rule means.
     *
     * @param held as the file names it: an alias there is no rule's key, since nothing says which key it was
     * @throws KeyAccessDeniedException if that can't be told
     */
    boolean isSame(StandingFile standing, String ruled, String held) {
        return standing.isSameKey(standing.isPinned(ruled) ? ruled : behind(standing, ruled), held);
    }

    private String behind(StandingFile standing, String alias) {
        String known = pinned.getIfPresent(alias);
        if (known == null) {
            try {
                known = standing.pinned(alias);
            } catch (KeyAccessDeniedException e) {
                throw KmsError.DENIED.exception(
                        "it is encrypted, and can't be compared with the rules, which name " + alias
                                + ": name the key's ARN," + " or grant what is missing: " + e.getMessage(),
                        e);
            }
            pinned.put(alias, known);
        }
        return known;
    }
}
