package io.parquetkms.lake.replace;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Object stores where a file that is written anew shows when it is closed, and the old one until then; their renames copy. */
final class UploadedStorage implements Storage {

    /** Google's: "uploads are atomic" and "strongly consistent" (Cloud Storage, Consistency). */
    static final Set<String> SCHEMES = Set.of("gs");

    private static final int BUFFER = 1 << 20;

    private final FileSystem system;

    UploadedStorage(FileSystem system) {
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
        }
    }

    @Override
    public String dress(Path temporary, FileState like) {
        return "Metadata that the object had besides its content is not kept";
    }

    /** Whoever dies before the new one is closed leaves the old one; so does whoever fails, who must not close it. */
    @Override
    @SuppressWarnings("resource")
    public long swap(Path temporary, Path real) throws IOException {
        long length = system.getFileStatus(temporary).getLen();
        try (FSDataInputStream in = system.open(temporary)) {
            FSDataOutputStream out = system.create(real, true);
            byte[] buffer = new byte[BUFFER];
            long copied = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                copied += read;
            }
            if (copied != length) {
                throw new IOException("Read " + copied + " of " + length + " bytes of " + temporary);
            }
            out.close();
        }
        system.delete(temporary, false);
        return length;
    }

    @Override
    public void clean(Path temporary, Path real) throws IOException {
        system.delete(temporary, false);
    }
}
