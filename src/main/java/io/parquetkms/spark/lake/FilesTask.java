package io.parquetkms.spark.lake;

import io.parquetkms.lake.FileWork;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.LocalWorkers;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** One task: a few files, several at a time, as an object store lets one wait. */
final class FilesTask<R extends Serializable> implements Function<byte[], byte[]> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> configuration;
    private final FileWork<R> work;
    private final int threads;

    FilesTask(Broadcast<SerializableConfiguration> configuration, FileWork<R> work, int threads) {
        this.configuration = configuration;
        this.work = work;
        this.threads = threads;
    }

    @Override
    public byte[] call(byte[] files) throws IOException {
        List<LakeFile> all = Bytes.read(files);
        ArrayList<R> results = new ArrayList<>(all.size());
        try (LocalWorkers workers = new LocalWorkers(configuration.value().value(), threads)) {
            workers.forEach(all.iterator(), work, results::add);
        }
        return Bytes.of(results);
    }
}
