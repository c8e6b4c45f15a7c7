package io.parquetkms.lake.inspect;

import java.util.List;
import java.util.Map;

/** A dataset, or a directory of partitions in it, with all that is below. */
public final class PartitionInventory {

    private final Totals totals = new Totals();
    private final Sums<PartitionInventory> below;

    PartitionInventory(Room room) {
        below = new Sums<>(room, () -> new PartitionInventory(room));
    }

    /** @param left the directories that are still to be gone down */
    void add(Inspection file, List<String> left) {
        totals.add(file);
        if (!left.isEmpty()) {
            below.of(left.get(0)).add(file, left.subList(1, left.size()));
        }
    }

    /** Of the files in it, and below. */
    public Totals totals() {
        return totals;
    }

    /** The directories in it, by name, as {@code day=2026-11-26}; {@code (others)} where there are too many. */
    public Map<String, PartitionInventory> below() {
        return below.all();
    }
}
