package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.Replaced;
import java.io.Serializable;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file that was to be rotated.
 *
 * @param file as it was listed
 * @param newKeys fingerprints of the wrapped keys that it holds anew
 * @param replaced null: it was not
 * @param problem why it was not; null: it was, or somebody else had done it
 */
record Rotated(
        LakeFile file,
        ArrayList<String> newKeys,
        @Nullable Replaced replaced,
        @Nullable FileProblem problem) implements Serializable {}
