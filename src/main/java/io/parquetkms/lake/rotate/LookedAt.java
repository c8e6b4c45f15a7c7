package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a file's footer has shown.
 *
 * @param encrypted whether the file is
 * @param moved wrapped keys that move; none: nothing is to be done
 * @param singleWrapped how many of them are data keys, without a KEK
 * @param footerKeyIsAColumns whether the footer's key is that of columns, too, as far as that was looked at
 * @param grows whether the file's size can't be kept, as far as can be foreseen
 * @param problem why it can't be rotated; null: it can
 */
record LookedAt(
        LakeFile file,
        boolean encrypted,
        HashSet<MovedKey> moved,
        int singleWrapped,
        boolean footerKeyIsAColumns,
        boolean grows,
        @Nullable FileProblem problem)
        implements Serializable {

    static LookedAt plaintext(LakeFile file) {
        return new LookedAt(file, false, new HashSet<>(), 0, false, false, null);
    }

    static LookedAt problem(LakeFile file, FileProblem problem) {
        return new LookedAt(file, true, new HashSet<>(), 0, false, false, problem);
    }

    LookedAt withNothingToDo() {
        return new LookedAt(file, encrypted, new HashSet<>(), 0, footerKeyIsAColumns, false, problem);
    }

    static LookedAt of(LakeFile file, FileFooter footer, Set<MovedKey> moved) {
        return new LookedAt(
                file,
                true,
                new HashSet<>(moved),
                footer.singleWrapped(),
                footer.footerKeyIsAColumns(),
                footer.wouldGrow(),
                null);
    }
}
