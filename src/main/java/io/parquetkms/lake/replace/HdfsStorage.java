package io.parquetkms.lake.replace;

import java.io.IOException;
import org.apache.hadoop.fs.BlockStoragePolicySpi;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.ErasureCodingPolicy;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/** HDFS, whose rename over another file is one transaction of the name node. */
final class HdfsStorage implements Storage {

    private final DistributedFileSystem hdfs;
    private final HadoopTraits traits;

    HdfsStorage(DistributedFileSystem hdfs) {
        this.hdfs = hdfs;
        traits = new HadoopTraits(hdfs);
    }

    @Override
    public Path real(Path path) {
        return path;
    }

    @Override
    public FileState state(Path real) throws IOException {
        FileStatus status = hdfs.getFileStatus(real);
        if (!hdfs.isFileClosed(real)) {
            throw new FileChangedException(real + " is being written; nothing was done to it");
        }
        return new FileState(status, ((HdfsFileStatus) status).getFileId());
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return hdfs.open(path);
    }

    @Override
    public void write(Path temporary, FileState like, Content content) throws IOException {
        try (FSDataOutputStream out = create(temporary, (HdfsFileStatus) like.status())) {
            content.to(out);
            out.hsync();
        }
    }

    /** With what can't be changed afterwards. */
    private FSDataOutputStream create(Path temporary, HdfsFileStatus like) throws IOException {
        DistributedFileSystem.HdfsDataOutputStreamBuilder builder = hdfs.createFile(temporary)
                .overwrite(true)
                .permission(new FsPermission("600"))
                .blockSize(like.getBlockSize())
                .syncBlock();
        ErasureCodingPolicy erasure = like.getErasureCodingPolicy();
        return erasure == null
                ? builder.replicate().replication(like.getReplication()).build()
                : builder.ecPolicyName(erasure.getName()).build();
    }

    @Override
    public String dress(Path temporary, FileState like) throws IOException {
        FileStatus old = like.status();
        HdfsFileStatus now = (HdfsFileStatus) hdfs.getFileStatus(temporary);
        if (now.getErasureCodingPolicy() == null && now.getReplication() != old.getReplication()) {
            hdfs.setReplication(temporary, old.getReplication());
        }
        BlockStoragePolicySpi policy = hdfs.getStoragePolicy(old.getPath());
        if (!policy.getName().equals(hdfs.getStoragePolicy(temporary).getName())) {
            hdfs.setStoragePolicy(temporary, policy.getName());
        }
        return traits.copy(old, temporary);
    }

    @Override
    public long swap(Path temporary, Path real) throws IOException {
        hdfs.rename(temporary, real, Rename.OVERWRITE);
        return 0;
    }

    @Override
    public void clean(Path temporary, Path real) throws IOException {
        hdfs.delete(temporary, false);
    }
}
