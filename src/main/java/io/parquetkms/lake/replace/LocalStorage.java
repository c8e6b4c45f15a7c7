package io.parquetkms.lake.replace;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * Local files, by the JDK: Hadoop's local file system starts a process to set permissions. They are read through Hadoop, which checks
 * them against their {@code .crc} file while they are copied.
 */
final class LocalStorage implements Storage {

    private final FileSystem system;

    LocalStorage(FileSystem system) {
        this.system = system;
    }

    @Override
    public org.apache.hadoop.fs.Path real(org.apache.hadoop.fs.Path path) throws IOException {
        try {
            return new org.apache.hadoop.fs.Path(local(path).toRealPath().toUri());
        } catch (NoSuchFileException e) {
            return path;
        }
    }

    private static Path local(org.apache.hadoop.fs.Path path) {
        return Path.of(path.toUri().getPath());
    }

    @Override
    public FileState state(org.apache.hadoop.fs.Path real) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(local(real), BasicFileAttributes.class);
            Object key = now.fileKey() == null ? real : now.fileKey();
            return new FileState(
                    system.getFileStatus(real),
                    Arrays.asList(key, now.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            FileNotFoundException missing = new FileNotFoundException(real.toString());
            missing.initCause(e);
            throw missing;
        }
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path) throws IOException {
        return system.open(path);
    }

    @Override
    public void write(org.apache.hadoop.fs.Path temporary, FileState like, Content content) throws IOException {
        Path file = local(temporary);
        remove(temporary);
        FileAttribute<?>[] own = isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                        FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), own);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.to(out);
            channel.force(true);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String dress(org.apache.hadoop.fs.Path temporary, FileState like) throws IOException {
        Path from = local(like.status().getPath());
        Path to = local(temporary);
        String remark = isPosix(from) ? dressPosix(from, to) : "";
        FileTime modified = Files.getLastModifiedTime(from);
        Files.setLastModifiedTime(to, FileTime.from(modified.toInstant().plus(1, ChronoUnit.MILLIS)));
        sync(to);
        return remark;
    }

    private static String dressPosix(Path from, Path to) throws IOException {
        PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        String remark = owners(old, view);
        view.setPermissions(old.permissions());
        UserDefinedFileAttributeView named = Files.getFileAttributeView(from, UserDefinedFileAttributeView.class);
        if (named != null) {
            for (String name : named.list()) {
                Files.setAttribute(to, "user:" + name, Files.getAttribute(from, "user:" + name));
            }
        }
        return (int) Files.getAttribute(from, "unix:nlink") > 1
                ? Remarks.of(remark, "Another hard link keeps the old content")
                : remark;
    }

    /** Before the permissions: a change of the owner takes some of them away. */
    private static String owners(PosixFileAttributes old, PosixFileAttributeView view) throws IOException {
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.group().equals(old.group())) {
                view.setGroup(old.group());
            }
            if (!now.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
            return "";
        } catch (FileSystemException e) {
            PosixFileAttributes kept = view.readAttributes();
            return Remarks.owner(
                    old.owner() + ":" + old.group().getName(),
                    kept.owner() + ":" + kept.group().getName());
        }
    }

    /**
     * Hadoop's sum of the old content goes first, and the new content gets none: a reader opens a file and then its sum, and must never
     * find the other one's.
     */
    @Override
    public long swap(org.apache.hadoop.fs.Path temporary, org.apache.hadoop.fs.Path real) throws IOException {
        Path file = local(real);
        Files.deleteIfExists(sum(file));
        Files.move(local(temporary), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(sum(local(temporary)));
        sync(Objects.requireNonNull(file.getParent()));
        return 0;
    }

    private static Path sum(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".crc");
    }

    /** So that it outlives a loss of power: for a directory, what is in it. */
    private static void sync(Path file) throws IOException {
        if (isPosix(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void clean(org.apache.hadoop.fs.Path temporary, org.apache.hadoop.fs.Path real) throws IOException {
        remove(temporary);
    }

    private static void remove(org.apache.hadoop.fs.Path temporary) throws IOException {
        Path file = local(temporary);
        Files.deleteIfExists(file);
        Files.deleteIfExists(sum(file));
    }
}
