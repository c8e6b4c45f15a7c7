package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Replacements;
import io.parquetkms.lake.replace.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Files of a small HDFS are replaced, as its superuser and as somebody else. */
@Tag("full")
@Tag("this-spark")
final class HdfsReplacementTest {

    private static final int BLOCK = 1 << 20;
    private static final int KEPT = 2 * BLOCK + 77;
    private static final byte[] OLD = bytes(KEPT + 3000, 1);
    private static final byte[] TAIL = bytes(3001, 2);
    private static final byte[] NEW = joined(OLD, TAIL);
    private static final byte[] OTHER = bytes(OLD.length, 3);
    private static final RunId RUN = new RunId("run-1");

    private static Daemon server;

    private final Configuration configuration = new Configuration();
    private DistributedFileSystem hdfs;
    private Path directory;
    private Path path;

    @BeforeAll
    static void startServer() throws IOException {
        server = StorageServers.hdfs(Files.createDirectories(
                java.nio.file.Path.of("target", "jobs", "hdfs-replacement").toAbsolutePath()));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private final List<FileSystem> others = new ArrayList<>();

    @AfterEach
    void closeOthers() throws IOException {
        for (FileSystem other : others) {
            other.close();
        }
    }

    @BeforeEach
    void connect(TestInfo test) throws Exception {
        configuration.set("fs.defaultFS", "hdfs://localhost:" + server.awaitReady());
        configuration.setLong("dfs.blocksize", BLOCK);
        configuration.setInt("dfs.replication", 1);
        hdfs = (DistributedFileSystem) new Path("/").getFileSystem(configuration);
        directory = hdfs.makeQualified(
                new Path("/lake/" + test.getTestMethod().orElseThrow().getName()));
        path = new Path(directory, "part-0.parquet");
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] joined(byte[] old, byte[] tail) {
        byte[] all = Arrays.copyOf(old, KEPT + tail.length);
        System.arraycopy(tail, 0, all, KEPT, tail.length);
        return all;
    }

    private void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = hdfs.create(file, true)) {
            out.write(content);
        }
    }

    private LakeFile old() throws IOException {
        write(path, OLD);
        return listed(path);
    }

    private LakeFile listed(Path file) throws IOException {
        FileStatus status = file.getFileSystem(configuration).getFileStatus(file);
        return new LakeFile(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }

    private Replacement replacement() throws IOException {
        return Replacements.of(configuration, path, RUN, false);
    }

    private byte[] read() throws IOException {
        try (FSDataInputStream in = hdfs.open(path)) {
            return in.readAllBytes();
        }
    }

    private static void isNew(InputFile candidate) throws IOException {
        byte[] found = new byte[(int) candidate.getLength()];
        try (SeekableInputStream in = candidate.newStream()) {
            in.readFully(found);
        }
        assertThat(found).isEqualTo(NEW);
    }

    private List<String> names() throws IOException {
        return Arrays.stream(hdfs.listStatus(directory))
                .map(status -> status.getPath().getName())
                .toList();
    }

    private void assertLeft(byte[] content) throws IOException {
        assertThat(read()).isEqualTo(content);
        assertThat(names()).containsExactly("part-0.parquet");
    }

    private static UserGroupInformation user(String name) {
        return UserGroupInformation.createUserForTesting(name, new String[] {"people"});
    }

    @Test
    void tail_isReplaced_andAllElseIsKept() throws Exception {
        hdfs.mkdirs(directory);
        hdfs.setAcl(directory, AclEntry.parseAclSpec("user::rwx,group::r-x,other::---,default:user:eve:rwx", true));
        try (OutputStream out = hdfs.create(path, new FsPermission("600"), true, 4096, (short) 2, 2 * BLOCK, null)) {
            out.write(OLD);
        }
        hdfs.setAcl(path, AclEntry.parseAclSpec("user::rw-,user:bob:r--,group::---,mask::r--,other::---", true));
        hdfs.setXAttr(path, "user.class", new byte[] {1, 2});
        hdfs.setXAttr(path, "trusted.origin", new byte[] {3});
        hdfs.setStoragePolicy(path, "WARM");
        hdfs.setOwner(path, "alice", "analysts");
        FileStatus before = hdfs.getFileStatus(path);
        Path temporary = new Path(directory, ".run-1.part-0.parquet");

        Replaced done = replacement().tail(listed(path), KEPT, TAIL, candidate -> {
            isNew(candidate);
            assertThat(read()).as("while it is verified").isEqualTo(OLD);
            assertThat(hdfs.getFileStatus(temporary).getPermission().toShort() & 7)
                    .isZero();
        });

        assertLeft(NEW);
        FileStatus after = hdfs.getFileStatus(path);
        assertThat(List.of(after.getOwner(), after.getGroup(), after.getPermission(), after.getReplication()))
                .isEqualTo(List.of("alice", "analysts", before.getPermission(), (short) 2));
        assertThat(after.getBlockSize()).isEqualTo(2 * BLOCK);
        assertThat(after.getModificationTime()).isEqualTo(before.getModificationTime() + 1);
        assertThat(hdfs.getAclStatus(path).getEntries())
                .containsExactlyElementsOf(AclEntry.parseAclSpec("user:bob:r--,group::---", true));
        assertThat(hdfs.getXAttrs(path)).containsOnlyKeys("user.class", "trusted.origin");
        assertThat(hdfs.getXAttr(path, "user.class")).containsExactly(1, 2);
        assertThat(hdfs.getStoragePolicy(path).getName()).isEqualTo("WARM");
        assertThat(done.file()).isEqualTo(listed(path));
        assertThat(done.remark()).isEmpty();
        assertThat(done.bytesWritten()).isEqualTo(NEW.length);
    }

    /** Neither ACL nor that of the directory's defaults, where the file had none. */
    @Test
    void whole_isReplaced_withoutTheDirectorysDefaults() throws Exception {
        hdfs.mkdirs(directory);
        LakeFile file = old();
        hdfs.setPermission(path, new FsPermission("640"));
        hdfs.setAcl(directory, AclEntry.parseAclSpec("user::rwx,group::r-x,other::---,default:user:eve:rwx", true));
        Path written = replacement().temporary(file);
        write(written, NEW);

        Replaced done = replacement().whole(file, written, HdfsReplacementTest::isNew);

        assertLeft(NEW);
        assertThat(hdfs.getFileStatus(path).hasAcl()).isFalse();
        assertThat(hdfs.getFileStatus(path).getPermission()).isEqualTo(new FsPermission("640"));
        assertThat(done.file()).isEqualTo(listed(path));
    }

    @Test
    void refusedByTheVerification_leavesTheFile() throws Exception {
        LakeFile file = old();

        assertThatThrownBy(() -> replacement().tail(file, KEPT, TAIL, candidate -> {
                    throw new IOException("wrong");
                }))
                .hasMessage("wrong");

        assertLeft(OLD);
    }

    /** Written anew with the same length and time: the name node knows each file by a number. */
    @Test
    void changedMeanwhile_isRefused() throws Exception {
        LakeFile file = old();

        assertThatThrownBy(() -> replacement().tail(file, KEPT, TAIL, candidate -> {
                    write(path, OTHER);
                    hdfs.setTimes(path, file.modified(), -1);
                }))
                .isInstanceOf(FileChangedException.class);

        assertLeft(OTHER);
    }

    @Test
    void goneMeanwhile_staysAway() throws Exception {
        LakeFile file = old();

        assertThatThrownBy(() -> replacement().tail(file, KEPT, TAIL, candidate -> hdfs.delete(path, false)))
                .isInstanceOf(FileChangedException.class)
                .hasMessageContaining("is gone");

        assertThat(names()).isEmpty();
    }

    @Test
    void openForWriting_isRefused() throws Exception {
        old();
        try (FSDataOutputStream writer = hdfs.append(path)) {
            LakeFile file = listed(path);

            assertThatThrownBy(() -> replacement().tail(file, KEPT, TAIL, candidate -> {}))
                    .isInstanceOf(FileChangedException.class)
                    .hasMessageContaining("is being written");

            assertLeft(OLD);
            writer.write(1);
        }
        assertThat(read()).hasSize(OLD.length + 1);
    }

    @Test
    void openedForWritingMeanwhile_isRefused() throws Exception {
        LakeFile file = old();
        FSDataOutputStream[] writer = new FSDataOutputStream[1];

        assertThatThrownBy(() -> replacement().tail(file, KEPT, TAIL, candidate -> writer[0] = hdfs.append(path)))
                .isInstanceOf(FileChangedException.class);

        writer[0].write(1);
        writer[0].close();
        assertThat(read()).hasSize(OLD.length + 1).startsWith(OLD);
        assertThat(names()).containsExactly("part-0.parquet");
    }

    @Test
    void reader_findsOldOrNew_atAnyTime() throws Exception {
        old();
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reads = new CountDownLatch(3);
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                assertThat(unchecked()).matches(found -> Arrays.equals(found, OLD) || Arrays.equals(found, NEW));
                reads.countDown();
            }
        });
        byte[] oldTail = Arrays.copyOfRange(OLD, KEPT, OLD.length);
        for (int i = 0; i < 15 || (reads.getCount() > 0 && !reader.isDone()); i++) {
            replacement().tail(listed(path), KEPT, TAIL, candidate -> {});
            replacement().tail(listed(path), KEPT, oldTail, candidate -> {});
        }
        done.set(true);

        reader.get();
        assertThat(reads.getCount()).isZero();
        assertLeft(OLD);
    }

    private byte[] unchecked() {
        try {
            return read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void behindMounts_itIsReplaced() throws Exception {
        LakeFile mounted = old();
        configuration.set("fs.viewfs.mounttable.cluster.link./tables", directory.toString());
        Path view = new Path("viewfs://cluster/tables/part-0.parquet");
        LakeFile file = listed(view);

        Replaced done =
                Replacements.of(configuration, view, RUN, false).tail(file, KEPT, TAIL, HdfsReplacementTest::isNew);

        assertLeft(NEW);
        assertThat(done.file()).isEqualTo(listed(view));
        assertThat(done.file().path()).startsWith("viewfs://cluster/tables");
        assertThat(done.file().modified()).isEqualTo(mounted.modified() + 1);
    }

    /** Only the superuser may give files away. */
    @Test
    void ownerThatCannotBeKept_isSaid() throws Exception {
        hdfs.mkdirs(directory);
        hdfs.setPermission(directory, new FsPermission("777"));
        LakeFile file = old();
        hdfs.setPermission(path, new FsPermission("644"));

        Replaced done = user("bob").doAs((PrivilegedExceptionAction<Replaced>)
                () -> replacement().tail(file, KEPT, TAIL, HdfsReplacementTest::isNew));

        assertLeft(NEW);
        assertThat(hdfs.getFileStatus(path).getOwner()).isEqualTo("bob");
        assertThat(hdfs.getFileStatus(path).getPermission()).isEqualTo(new FsPermission("644"));
        assertThat(done.remark()).startsWith("Owner and group are bob:");
    }

    /** A process that died while it wrote: the name node still thinks it does. */
    @Test
    void leftovers_areNoHindrance_andAreCleaned() throws Exception {
        LakeFile file = old();
        leaveTemporary(file);
        replacement().tail(file, KEPT, TAIL, HdfsReplacementTest::isNew);
        assertLeft(NEW);
        leaveTemporary(file);
        write(new Path(directory, ".run-2.part-0.parquet"), OTHER);

        replacement().clean(file);

        assertThat(names()).containsExactlyInAnyOrder("part-0.parquet", ".run-2.part-0.parquet");
    }

    private void leaveTemporary(LakeFile file) throws Exception {
        FileSystem another = FileSystem.newInstance(hdfs.getUri(), configuration);
        others.add(another);
        FSDataOutputStream out = another.create(replacement().temporary(file));
        out.write(OTHER);
        out.hflush();
        assertThat(names()).contains(".run-1.part-0.parquet");
    }
}
