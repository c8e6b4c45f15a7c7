package io.parquetkms.lake.rotate;

import io.parquetkms.lake.LakeFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** The next files that are rotated together: so many that their keys are in memory at a time. For one thread. */
final class Batch implements Iterator<LakeFile> {

    static final int FILES = 10_000;

    /** Reached by single-wrapped files alone; some more come from files that are being looked at by then. */
    private static final int KEYS = 20_000;

    private final Iterator<LakeFile> all;
    private final List<LakeFile> toRotate = new ArrayList<>();
    private final Set<MovedKey> keys = new HashSet<>();
    private int taken;

    /** Of what is left of these. */
    Batch(Iterator<LakeFile> all) {
        this.all = all;
    }

    @Override
    public boolean hasNext() {
        return taken < FILES && keys.size() < KEYS && all.hasNext();
    }

    @Override
    public LakeFile next() {
        taken++;
        return all.next();
    }

    void rotate(LakeFile file, Set<MovedKey> moved) {
        toRotate.add(file);
        keys.addAll(moved);
    }

    List<LakeFile> toRotate() {
        return toRotate;
    }

    Set<MovedKey> keys() {
        return keys;
    }
}
