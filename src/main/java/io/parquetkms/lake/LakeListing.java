package io.parquetkms.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * The files below directories, or that globs mean, one after the other: only the directories that are still to be listed are in memory.
 * Left out are those that readers leave out: empty ones, and names that begin with a dot, or with an underscore and have no {@code =}.
 * For one thread.
 */
public final class LakeListing implements Iterator<LakeFile> {

    private final Configuration configuration;
    private final Consumer<FileProblem> problems;
    private final Deque<FileStatus> waiting = new ArrayDeque<>();
    private @Nullable RemoteIterator<FileStatus> directory;
    private @Nullable LakeFile next;

    /**
     * Lists nothing yet but what the paths mean.
     *
     * @param problems told of a directory that can't be listed; the others are
     * @throws FileNotFoundException if a path means nothing
     */
    public LakeListing(Configuration configuration, List<String> paths, Consumer<FileProblem> problems)
            throws IOException {
        this.configuration = configuration;
        this.problems = problems;
        for (String path : paths) {
            Path root = new Path(path);
            FileStatus[] roots = root.getFileSystem(configuration).globStatus(root);
            if (roots == null || roots.length == 0) {
                throw new FileNotFoundException("There is nothing at " + path);
            }
            waiting.addAll(List.of(roots));
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            FileStatus found = found();
            if (found == null) {
                return false;
            }
            take(found);
        }
        return true;
    }

    @Override
    public LakeFile next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        LakeFile file = next;
        next = null;
        return file;
    }

    private void take(FileStatus found) {
        if (found.isDirectory()) {
            waiting.addFirst(found);
        } else if (found.getLen() > 0) {
            next = LakeFile.of(found);
        }
    }

    /** Null where there is no more. */
    private @Nullable FileStatus found() {
        while (true) {
            FileStatus inDirectory = inDirectory();
            if (inDirectory != null) {
                return inDirectory;
            }
            FileStatus first = waiting.pollFirst();
            if (first == null || !first.isDirectory()) {
                return first;
            }
            open(first.getPath());
        }
    }

    private @Nullable FileStatus inDirectory() {
        try {
            while (directory != null && directory.hasNext()) {
                FileStatus status = directory.next();
                if (!isHidden(status.getPath().getName())) {
                    return status;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        directory = null;
        return null;
    }

    private void open(Path path) {
        try {
            FileSystem system = path.getFileSystem(configuration);
            directory = system.listStatusIterator(path);
        } catch (IOException e) {
            problems.accept(FileProblem.of(path.toString(), e));
        }
    }

    /** As Spark has it; partition columns may begin with an underscore. */
    private static boolean isHidden(String name) {
        return name.startsWith(".") || (name.startsWith("_") && !name.contains("="));
    }
}
