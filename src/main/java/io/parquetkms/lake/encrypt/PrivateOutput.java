package io.parquetkms.lake.encrypt;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A temporary file that nobody else may read, since it may hold plaintext. */
record PrivateOutput(Configuration configuration, Path path) implements OutputFile {

    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0600);
    private static final int BUFFER = 1 << 16;

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return stream(false);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return stream(true);
    }

    private PositionOutputStream stream(boolean overwrite) throws IOException {
        FileSystem system = path.getFileSystem(configuration);
        FSDataOutputStream stream = system.create(
                path,
                OWNER_ONLY,
                overwrite,
                BUFFER,
                system.getDefaultReplication(path),
                system.getDefaultBlockSize(path),
                null);
        return HadoopStreams.wrap(stream);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
