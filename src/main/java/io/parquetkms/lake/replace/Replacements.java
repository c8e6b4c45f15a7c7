package io.parquetkms.lake.replace;

import java.io.IOException;
import java.util.ServiceLoader;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** The way to replace files, by where they are. Cheap to ask for, each time. */
public final class Replacements {

    private Replacements() {}

    /**
     * For the files of one file system.
     *
     * @param path of any of them
     * @param run goes into the names of temporary files, so that {@link Replacement#clean} removes none of another run
     * @param force replaces where no way is safe, too: see {@link SetAsideStorage}
     * @throws UnsafeReplacementException where no way is safe
     */
    public static Replacement of(Configuration configuration, Path path, RunId run, boolean force) throws IOException {
        String scheme = path.toUri().getScheme();
        for (ReplacementFactory factory :
                ServiceLoader.load(ReplacementFactory.class, Replacements.class.getClassLoader())) {
            if (scheme != null && factory.schemes().contains(scheme)) {
                return factory.replacement(configuration, path, run, force);
            }
        }
        FileSystem system = path.getFileSystem(configuration);
        if (system instanceof ViewFileSystem view) {
            return new MountedReplacement(view, configuration, run, force);
        }
        return of(configuration, system, run, force);
    }

    static Replacement of(Configuration configuration, FileSystem system, RunId run, boolean force) throws IOException {
        return new RenamedReplacement(storage(system, force), run);
    }

    private static Storage storage(FileSystem system, boolean force) throws IOException {
        FileSystem raw = unwrapped(system);
        String scheme = system.getUri().getScheme();
        if (raw instanceof RawLocalFileSystem) {
            return new LocalStorage(system);
        } else if (raw.getUri().getScheme().equals("hdfs")) {
            return new HdfsStorage((DistributedFileSystem) raw);
        } else if (UploadedStorage.SCHEMES.contains(scheme)) {
            return new UploadedStorage(system);
        } else if (force) {
            return new SetAsideStorage(system);
        }
        throw new UnsafeReplacementException("Files of " + scheme
                + ":// can't be replaced in one step: for a moment a reader would find none, and a killed process would leave none until"
                + " the same run goes on. Do it where nobody reads or writes, and force it");
    }

    static FileSystem unwrapped(FileSystem system) {
        FileSystem raw = system;
        while (raw instanceof FilterFileSystem filter) {
            raw = filter.getRawFileSystem();
        }
        return raw;
    }
}
