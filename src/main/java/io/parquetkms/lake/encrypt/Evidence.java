package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.Journal;
import io.parquetkms.lake.JournalEntry.Step;
import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.Consumer;

/** What is written down of files on their way to the workers and back. For one thread. */
record Evidence(Journal journal) {

    /** Each is written down before it is handed out. */
    Iterator<LakeFile> planning(Iterator<LakeFile> files) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return files.hasNext();
            }

            @Override
            public LakeFile next() {
                LakeFile file = files.next();
                write(Step.PLANNED, file.path(), "");
                return file;
            }
        };
    }

    /** What came of each is written down before it is shown. */
    Consumer<Converted> before(Consumer<Converted> shown) {
        return file -> {
            write(file);
            shown.accept(file);
        };
    }

    private void write(Converted file) {
        FileProblem problem = file.problem();
        if (problem != null) {
            write(Step.FAILED, file.path(), problem.kind() + ": " + problem.reason());
            return;
        }
        switch (file.outcome()) {
            case DONE -> write(Step.VERIFIED, file.path(), file.rows() + " rows; " + String.join("; ", file.keys()));
            case ALREADY -> write(Step.DONE, file.path(), "before this run");
            default -> write(Step.FAILED, file.path(), file.outcome().toString());
        }
    }

    private void write(Step step, String path, String detail) {
        try {
            journal.write(step, path, detail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
