package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Verification;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopInputFile;

final class InPlace implements Replacement {
    private final Configuration c;

    InPlace(Configuration c) {
        this.c = c;
    }

    static Replacement of(Configuration c, LakeFile f) {
        return new InPlace(c);
    }

    @Override
    public Replaced tail(LakeFile file, long kept, byte[] tail, Verification verification) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Replaced whole(LakeFile file, Path written, Verification verification) throws IOException {
        verification.check(HadoopInputFile.fromPath(written, c));
        FileSystem fs = FileSystem.getLocal(c);
        fs.delete(file.hadoopPath(), false);
        fs.rename(written, file.hadoopPath());
        return new Replaced(new LakeFile(file.path(), fs.getFileStatus(file.hadoopPath()).getLen(), 0), 0, 0, 0, "");
    }

    @Override
    public Path temporary(LakeFile file) {
        return new Path(file.hadoopPath().getParent(), ".x." + file.hadoopPath().getName());
    }

    @Override
    public void clean(LakeFile file) throws IOException {
        FileSystem.getLocal(c).delete(temporary(file), false);
    }
}
