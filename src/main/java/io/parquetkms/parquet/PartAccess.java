package io.parquetkms.parquet;

import java.util.List;

/**
 * Whether a role can read one part of the files of a dataset: in all that have it under the same key.
 *
 * @param path names down to the leaf column, as Parquet has them; empty for the footer
 * @param key the KMS key that the files name; empty without
 * @param state whether it can be used
 * @param files how many have the part so
 * @param example one of them
 * @param reason why it can't be read, and what to do; for a readable footer, what else is to be known; may be empty
 */
public record PartAccess(List<String> path, String key, KeyState state, long files, String example, String reason) {

    public PartAccess {
        path = List.copyOf(path);
    }

    /** Whether it is the footer. Where that can't be read, nothing of the file can. */
    public boolean isFooter() {
        return path.isEmpty();
    }

    /** The leaf path as a rule takes it; empty for the footer. */
    public String column() {
        return ColumnLabel.of(path);
    }

    PartAccess plus(long more) {
        return new PartAccess(path, key, state, files + more, example, reason);
    }
}
