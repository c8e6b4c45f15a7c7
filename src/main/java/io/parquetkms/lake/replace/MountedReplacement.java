package io.parquetkms.lake.replace;

import io.parquetkms.lake.LakeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;

/** Behind a table of mounts: each file as its own file system has it. */
final class MountedReplacement implements Replacement {

    private final ViewFileSystem mounts;
    private final Configuration configuration;
    private final RunId run;
    private final boolean force;

    MountedReplacement(ViewFileSystem mounts, Configuration configuration, RunId run, boolean force) {
        this.mounts = mounts;
        this.configuration = configuration;
        this.run = run;
        this.force = force;
    }

    @Override
    public Replaced tail(LakeFile file, long kept, byte[] tail, Verification verification) throws IOException {
        LakeFile mounted = mounted(file);
        return named(file, of(mounted).tail(mounted, kept, tail, verification));
    }

    @Override
    public Replaced whole(LakeFile file, Path written, Verification verification) throws IOException {
        LakeFile mounted = mounted(file);
        return named(file, of(mounted).whole(mounted, written, verification));
    }

    @Override
    public Path temporary(LakeFile file) throws IOException {
        LakeFile mounted = mounted(file);
        return of(mounted).temporary(mounted);
    }

    @Override
    public void clean(LakeFile file) throws IOException {
        LakeFile mounted = mounted(file);
        of(mounted).clean(mounted);
    }

    private Replacement of(LakeFile mounted) throws IOException {
        return Replacements.of(configuration, system(mounted.hadoopPath()), run, force);
    }

    /** The child that is mounted, as a table of mounts may go by the scheme of what it mounts. */
    private FileSystem system(Path path) throws IOException {
        for (FileSystem child : mounts.getChildFileSystems()) {
            FileSystem raw = Replacements.unwrapped(child);
            if (path.toUri().toString().startsWith(raw.getUri().toString())) {
                return raw;
            }
        }
        return path.getFileSystem(configuration);
    }

    private LakeFile mounted(LakeFile file) throws IOException {
        try {
            Path path = mounts.resolvePath(file.hadoopPath());
            return new LakeFile(path.toString(), file.length(), file.modified());
        } catch (FileNotFoundException e) {
            throw FileChangedException.gone(file, e);
        }
    }

    private static Replaced named(LakeFile file, Replaced done) {
        LakeFile now =
                new LakeFile(file.path(), done.file().length(), done.file().modified());
        return new Replaced(now, done.bytesRead(), done.bytesWritten(), done.requests(), done.remark());
    }
}
