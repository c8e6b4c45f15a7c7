package io.parquetkms.lake.replace;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file system of which nothing is known but that it renames: the file is set aside, the new one put in its place, the old one removed.
 * Between the first two a reader finds none; {@link #clean} brings it back.
 */
final class SetAsideStorage implements Storage {

    private final FileSystem system;

    SetAsideStorage(FileSystem system) {
        this.system = system;
    }

    @Override
    public Path real(Path path) {
        return path;
    }

    @Override
    public FileState state(Path real) throws IOException {
        return new FileState(system.getFileStatus(real), real);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return system.open(path);
    }

    @Override
    public void write(Path temporary, FileState like, Content content) throws IOException {
        try (FSDataOutputStream out = system.create(temporary, true)) {
            content.to(out);
            out.hflush();
        }
    }

    @Override
    public String dress(Path temporary, FileState like) throws IOException {
        return new HadoopTraits(system).copy(like.status(), temporary);
    }

    @Override
    public long swap(Path temporary, Path real) throws IOException {
        Path aside = aside(temporary);
        rename(real, aside);
        rename(temporary, real);
        system.delete(aside, false);
        return 0;
    }

    private static Path aside(Path temporary) {
        return temporary.suffix(".old");
    }

    private void rename(Path from, Path to) throws IOException {
        if (!system.rename(from, to)) {
            throw new IOException("Cannot rename " + from + " to " + to);
        }
    }

    @Override
    public void clean(Path temporary, Path real) throws IOException {
        Path aside = aside(temporary);
        if (exists(aside)) {
            if (exists(real)) {
                system.delete(aside, false);
            } else {
                rename(aside, real);
            }
        }
        system.delete(temporary, false);
    }

    private boolean exists(Path path) throws IOException {
        try {
            system.getFileStatus(path);
            return true;
        } catch (FileNotFoundException e) {
            return false;
        }
    }
}
