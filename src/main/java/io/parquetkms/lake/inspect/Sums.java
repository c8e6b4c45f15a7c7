package io.parquetkms.lake.inspect;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sums by name, of as many names as there is room for; what comes after is summed in one more, {@link #OTHERS}. */
final class Sums<V> {

    /** No directory, key or column has this name. */
    static final String OTHERS = "(others)";

    private final Room room;
    private final Supplier<V> empty;
    private final SortedMap<String, V> sums = new TreeMap<>();

    Sums(Room room, Supplier<V> empty) {
        this.room = room;
        this.empty = empty;
    }

    /** To be added to. */
    V of(String name) {
        V known = sums.get(name);
        if (known != null) {
            return known;
        }
        return sums.computeIfAbsent(room.take() ? name : OTHERS, first -> empty.get());
    }

    /** By name. */
    Map<String, V> all() {
        return sums;
    }
}
