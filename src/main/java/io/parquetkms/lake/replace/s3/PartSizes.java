package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.RunId;
import java.util.ArrayList;
import java.util.List;

/**
 * How long content is cut. A list of uploads tells nothing of who began them but the sizes of their parts: so the first part's size says
 * which run it was.
 */
final class PartSizes {

    /** Shorter content is read and written again, in one request, which leaves nothing behind. */
    static final int SMALLEST = 16 << 20;

    private static final int LEAST = 5 << 20;
    private static final int MARKS = 1 << 20;

    private PartSizes() {}

    /** Of all uploads of a run. */
    static int first(RunId run) {
        return LEAST + Math.floorMod(run.value().hashCode() * 0x9E3779B9, MARKS);
    }

    /** Of so many bytes: the first as said, the others alike and none longer than the most. */
    static List<Long> of(long bytes, long most, RunId run) {
        long rest = bytes - first(run);
        long others = (rest + most - 1) / most;
        List<Long> sizes = new ArrayList<>(List.of((long) first(run)));
        for (long i = 0; i < others; i++) {
            sizes.add(rest * (i + 1) / others - rest * i / others);
        }
        return sizes;
    }
}
