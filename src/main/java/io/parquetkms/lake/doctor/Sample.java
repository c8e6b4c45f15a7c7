package io.parquetkms.lake.doctor;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.LakeListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A few of the files at a path: the first that are listed.
 *
 * @param more whether there are others
 * @param problems directories that can't be listed, and empty files
 */
record Sample(List<LakeFile> files, boolean more, List<FileProblem> problems) {

    private static final int FILES = 10;

    /** @throws java.io.FileNotFoundException if there is nothing */
    static Sample of(Job job, String path) throws IOException {
        List<FileProblem> problems = new ArrayList<>();
        LakeListing all = new LakeListing(job.configuration(), List.of(path), problems::add);
        TableFormat format = TableFormat.at(job.configuration(), path);
        List<LakeFile> files = new ArrayList<>();
        while (files.size() < FILES && all.hasNext()) {
            LakeFile file = all.next();
            if (!format.isMetadata(file.path())) {
                files.add(file);
            }
        }
        return new Sample(files, all.hasNext(), problems);
    }
}
