package io.parquetkms.lake.inspect;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What needs one KMS key. */
public final class KeyInventory {

    private final Room room;
    private final Set<Long> wrapped = new HashSet<>();
    private final Map<Wrapping, Long> wrappings = new EnumMap<>(Wrapping.class);
    private long files;
    private long bytes;
    private long footers;
    private long columns;
    private long external;
    private boolean more;

    KeyInventory(Room room) {
        this.room = room;
    }

    void addFile(long length, boolean ofFooter, long ofColumns) {
        files++;
        bytes += length;
        footers += ofFooter ? 1 : 0;
        columns += ofColumns;
    }

    void addKey(NamedKey key) {
        wrappings.merge(key.wrapping(), 1L, Long::sum);
        external += key.external() ? 1 : 0;
        if (key.wrapping() != Wrapping.UNKNOWN && !more && !wrapped.contains(key.wrapped())) {
            more = !room.take() || !wrapped.add(key.wrapped());
        }
    }

    /** Files that need it, for their footer or a column. */
    public long files() {
        return files;
    }

    /** Of these files. */
    public long bytes() {
        return bytes;
    }

    /** Files whose footer needs it. */
    public long footers() {
        return footers;
    }

    /** Columns of files that have a key of their own under it, as far as footers could be opened. */
    public long columns() {
        return columns;
    }

    /**
     * Distinct key encryption keys (or data keys, where it wraps these itself): what it would have to unwrap for all files to be read by one
     * process.
     */
    public long distinctKeks() {
        return wrapped.size();
    }

    /** Whether there are more of them than were counted. */
    public boolean moreKeks() {
        return more;
    }

    /** How often it stands behind keys of files in which way. */
    public Map<Wrapping, Long> wrappings() {
        return wrappings;
    }

    /** How often that does not stand in the file, but beside it. */
    public long external() {
        return external;
    }
}
