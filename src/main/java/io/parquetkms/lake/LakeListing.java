package io.parquetkms.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * The files below directories, or that globs mean, one after the other: only the directories that are still to be listed are in memory.
 * Left out are those that readers leave out: names that begin with a dot, or with an underscore and have no {@code =}.
 * Each comes once, whatever paths overlap. A path that is hidden itself is listed, as it was named. The entries of one directory come
 * in pages from HDFS and S3A; those of a local one are in memory. For one thread.
 */
public final class LakeListing implements Iterator<LakeFile> {

    private final Configuration configuration;
    private final Consumer<FileProblem> problems;
    private final Deque<FileStatus> waiting = new ArrayDeque<>();
    private @Nullable RemoteIterator<FileStatus> directory;
    private @Nullable Path listed;
    private @Nullable LakeFile next;

    /**
     * Lists nothing yet but what the paths mean.
     *
     * @param problems told of a directory that can't be listed, or not to its end, and of an empty file; the others are
     * @throws FileNotFoundException if a path means nothing
     */
    public LakeListing(Configuration configuration, List<String> paths, Consumer<FileProblem> problems)
            throws IOException {
        this.configuration = configuration;
        this.problems = problems;
        Map<Path, FileStatus> roots = new LinkedHashMap<>();
        for (String path : paths) {
            Path root = new Path(path);
            FileStatus[] found = root.getFileSystem(configuration).globStatus(root);
            if (found == null || found.length == 0) {
                throw new FileNotFoundException("There is nothing at " + path);
            }
            for (FileStatus status : found) {
                if (isHidden(root.getName()) || !isHidden(status.getPath().getName())) { // * means no temporary file
                    roots.put(status.getPath(), status);
                }
            }
        }
        roots.values().stream()
                .filter(root -> !isBelowAnother(root.getPath(), roots.keySet()))
                .forEach(waiting::addLast);
    }

    /** Such a file would come twice. */
    private static boolean isBelowAnother(Path root, Set<Path> roots) {
        Path below = root;
        while (below.getParent() != null && !isHidden(below.getName())) {
            below = below.getParent();
            if (roots.contains(below)) {
                return true;
            }
        }
        return false;
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
        if (found.isDirectory() && isLink(found.getPath())) {
            problems.accept(
                    new FileProblem(
                            found.getPath().toString(),
                            FileProblem.Kind.REFUSED,
                            "A link to a directory, which is not followed as it may lead back: name that directory as a path, too"));
        } else if (found.isDirectory()) {
            waiting.addFirst(found);
        } else if (found.getLen() > 0) {
            next = LakeFile.of(found);
        } else {
            problems.accept(new FileProblem(
                    found.getPath().toString(),
                    FileProblem.Kind.INCOMPLETE,
                    "An empty file: its writer was ended, or is still at it. Spark passes over it"));
        }
    }

    /** Only the local file system follows links without a word. */
    private static boolean isLink(Path path) {
        return "file".equals(path.toUri().getScheme()) && Files.isSymbolicLink(java.nio.file.Path.of(path.toUri()));
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
            problems.accept(FileProblem.of(String.valueOf(listed), e));
        }
        directory = null;
        return null;
    }

    private void open(Path path) {
        try {
            FileSystem system = path.getFileSystem(configuration);
            listed = path;
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
