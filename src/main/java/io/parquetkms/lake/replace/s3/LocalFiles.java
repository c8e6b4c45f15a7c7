package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.RunId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import software.amazon.awssdk.core.sync.RequestBody;

/** Where what will replace an object is written first: on this machine, where nobody else may look. */
final class LocalFiles {

    private static final long UPLOADED_PART = 64L << 20;
    private static final int COMPARED = 1 << 16;

    private final Path directory;

    LocalFiles(String parent, RunId run) {
        directory = Path.of(parent, "parquet-kms-" + run.value());
    }

    /** Named by where it goes, so that each attempt finds it. */
    org.apache.hadoop.fs.Path temporary(LakeFile file) throws IOException {
        Files.createDirectories(directory.getParent());
        if (!Files.isDirectory(directory)) {
            createPrivate();
        }
        UUID name = UUID.nameUUIDFromBytes(file.path().getBytes(StandardCharsets.UTF_8));
        return new org.apache.hadoop.fs.Path(
                directory.resolve(name + "." + file.hadoopPath().getName()).toUri());
    }

    private void createPrivate() throws IOException {
        try {
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(directory);
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    Written written(org.apache.hadoop.fs.Path path) throws IOException {
        Path file = Path.of(path.toUri().getPath());
        return new Written(file, Files.size(file));
    }

    void delete(org.apache.hadoop.fs.Path path) throws IOException {
        Path file = Path.of(path.toUri().getPath());
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    /** Takes a part. */
    @FunctionalInterface
    interface Parts {
        void add(RequestBody content, long size) throws IOException;
    }

    /** A new content. */
    record Written(Path file, long length) {

        InputFile inputFile() throws IOException {
            return HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false));
        }

        byte[] all() throws IOException {
            return Files.readAllBytes(file);
        }

        byte[] end() throws IOException {
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(COMPARED, length));
            try (FileChannel channel = FileChannel.open(file)) {
                for (int read = 0; end.hasRemaining() && read >= 0; ) {
                    read = channel.read(end, length - end.remaining());
                }
            }
            return end.array();
        }

        void parts(RunId run, Parts parts) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                for (long size : PartSizes.of(length, UPLOADED_PART, run)) {
                    parts.add(RequestBody.fromBytes(in.readNBytes((int) size)), size);
                }
            }
        }
    }
}
