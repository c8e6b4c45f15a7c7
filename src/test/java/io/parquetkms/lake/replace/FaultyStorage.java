package io.parquetkms.lake.replace;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Dies at one of its calls, before or after it is carried out or in the midst of writing; from then on nothing works, as in a dead process. */
final class FaultyStorage implements Storage {

    private final Storage storage;
    private int left;

    FaultyStorage(Storage storage, int callsThatWork) {
        this.storage = storage;
        left = callsThatWork;
    }

    /** Each call has two places to die at. */
    private void step() throws IOException {
        if (left <= 0) {
            throw new IOException("dead");
        }
        left--;
    }

    @Override
    public Path real(Path path) throws IOException {
        step();
        return storage.real(path);
    }

    @Override
    public FileState state(Path real) throws IOException {
        step();
        return storage.state(real);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        step();
        return storage.open(path);
    }

    @Override
    public void write(Path temporary, FileState like, Content content) throws IOException {
        step();
        storage.write(temporary, like, out -> {
            out.write('P');
            step();
        });
        storage.write(temporary, like, content);
        step();
    }

    @Override
    public String dress(Path temporary, FileState like) throws IOException {
        step();
        String remark = storage.dress(temporary, like);
        step();
        return remark;
    }

    @Override
    public long swap(Path temporary, Path real) throws IOException {
        step();
        long copied = storage.swap(temporary, real);
        step();
        return copied;
    }

    @Override
    public void clean(Path temporary, Path real) throws IOException {
        step();
        storage.clean(temporary, real);
    }
}
