package io.parquetkms.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million files go through 32 MB: listed, worked on, and told of. */
final class FlatHeapTest {

    private static final int FILES = 1_000_000;

    @Test
    @Tag("full")
    void millionFiles_needNoMemory() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlatHeapTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/flat-heap.log"))
                .start();
        assertThat(process.waitFor()).as("see target/flat-heap.log").isZero();
    }

    /** In a JVM of its own. */
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration(false);
        configuration.setClass("fs.wide.impl", Wide.class, FileSystem.class);
        AtomicLong done = new AtomicLong();
        try (LocalWorkers workers = new LocalWorkers(configuration, 4)) {
            workers.forEach(
                    new LakeListing(configuration, java.util.List.of("wide:///lake"), problem -> {}),
                    (hadoop, file) -> file.path(),
                    path -> done.incrementAndGet());
        }
        System.exit(done.get() == FILES ? 0 : 1);
    }

    /** One directory of files that are nowhere. */
    public static final class Wide extends FileSystem {

        @Override
        public URI getUri() {
            return URI.create("wide:///");
        }

        @Override
        public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) {
            return new FileStatus(0, true, 1, 1, 0, makeQualified(path));
        }

        @Override
        public RemoteIterator<FileStatus> listStatusIterator(org.apache.hadoop.fs.Path path) {
            return new RemoteIterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < FILES;
                }

                @Override
                public FileStatus next() {
                    return new FileStatus(1, false, 1, 1, 0, new org.apache.hadoop.fs.Path(path, "file-" + next++));
                }
            };
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path path,
                FsPermission permission,
                boolean overwrite,
                int buffer,
                short replication,
                long block,
                Progressable progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FSDataOutputStream append(org.apache.hadoop.fs.Path path, int buffer, Progressable progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setWorkingDirectory(org.apache.hadoop.fs.Path path) {}

        @Override
        public org.apache.hadoop.fs.Path getWorkingDirectory() {
            return new org.apache.hadoop.fs.Path("wide:///");
        }

        @Override
        public boolean mkdirs(org.apache.hadoop.fs.Path path, FsPermission permission) {
            throw new UnsupportedOperationException();
        }
    }
}
