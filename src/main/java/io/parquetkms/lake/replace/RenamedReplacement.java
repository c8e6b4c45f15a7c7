package io.parquetkms.lake.replace;

import io.parquetkms.lake.LakeFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Writes a temporary file beside the file, verifies it and puts it in its place: where a file system can do that in one step. */
final class RenamedReplacement implements Replacement {

    private static final int BUFFER = 1 << 20;

    private final Storage storage;
    private final RunId run;

    RenamedReplacement(Storage storage, RunId run) {
        this.storage = storage;
        this.run = run;
    }

    @Override
    public Replaced tail(LakeFile file, long kept, byte[] tail, Verification verification) throws IOException {
        Path real = storage.real(file.hadoopPath());
        FileState before = asListed(file, real);
        if (kept < 0 || kept > file.length()) {
            throw new IllegalArgumentException(
                    "Invalid number of kept bytes " + kept + ": " + file + " has not as many");
        }
        Path temporary = run.beside(real);
        Traffic traffic = new Traffic();
        try {
            storage.write(temporary, before, out -> copy(real, kept, tail, out, traffic));
            return swap(new Swap(file, real, before, temporary, traffic), verification);
        } catch (IOException | RuntimeException e) {
            cleanAfter(e, temporary, real);
            throw e;
        }
    }

    private void copy(Path real, long kept, byte[] tail, OutputStream out, Traffic traffic) throws IOException {
        try (InputStream in = storage.open(real)) {
            byte[] buffer = new byte[(int) Math.min(BUFFER, kept)];
            for (long left = kept; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException(real + " ended before its length");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        out.write(tail);
        traffic.read(kept);
        traffic.written(kept + tail.length);
    }

    @Override
    public Replaced whole(LakeFile file, Path written, Verification verification) throws IOException {
        Path real = storage.real(file.hadoopPath());
        return swap(new Swap(file, real, asListed(file, real), written, new Traffic()), verification);
    }

    /** What gives way to what. */
    private record Swap(LakeFile file, Path real, FileState before, Path temporary, Traffic traffic) {}

    private Replaced swap(Swap swap, Verification verification) throws IOException {
        Traffic traffic = swap.traffic;
        verification.check(new CandidateFile(storage, swap.temporary, traffic));
        String remark = dress(swap);
        if (!swap.before.isStill(now(swap.file, swap.real))) {
            throw changed(swap.file);
        }
        long copied = storage.swap(swap.temporary, swap.real);
        traffic.read(copied);
        traffic.written(copied);
        FileStatus after = storage.state(swap.real).status();
        LakeFile replaced = new LakeFile(swap.file.path(), after.getLen(), after.getModificationTime());
        return new Replaced(replaced, traffic.bytesRead(), traffic.bytesWritten(), traffic.requests(), remark);
    }

    private String dress(Swap swap) throws IOException {
        try {
            return storage.dress(swap.temporary, swap.before);
        } catch (IOException | RuntimeException e) {
            now(swap.file, swap.real); // what is gone has no permissions that could be kept
            throw e;
        }
    }

    private FileState asListed(LakeFile file, Path real) throws IOException {
        FileState now = now(file, real);
        if (!now.is(file)) {
            throw changed(file);
        }
        return now;
    }

    private FileState now(LakeFile file, Path real) throws IOException {
        try {
            return storage.state(real);
        } catch (FileNotFoundException e) {
            throw FileChangedException.gone(file, e);
        }
    }

    private static FileChangedException changed(LakeFile file) {
        return new FileChangedException(file.path() + " was changed meanwhile; nothing was done to it");
    }

    private void cleanAfter(Exception failure, Path temporary, Path real) {
        try {
            storage.clean(temporary, real);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public Path temporary(LakeFile file) throws IOException {
        return run.beside(storage.real(file.hadoopPath()));
    }

    @Override
    public void clean(LakeFile file) throws IOException {
        Path real = storage.real(file.hadoopPath());
        storage.clean(run.beside(real), real);
    }
}
