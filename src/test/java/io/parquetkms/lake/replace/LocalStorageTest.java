package io.parquetkms.lake.replace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LocalStorageTest extends ReplacementContract {

    @Override
    Storage storage() throws IOException {
        return new LocalStorage(local());
    }

    @Override
    Replacement replacement() throws IOException {
        return Replacements.of(
                new Configuration(), new org.apache.hadoop.fs.Path(directory.toUri()), new RunId("run-1"), false);
    }

    @Test
    void permissionsAndTime_areKept() throws IOException {
        LakeFile file = old();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        Path temporary = directory.resolve(".run-1.part-0.parquet");

        Replaced done = replacement()
                .tail(
                        file,
                        KEPT,
                        tail(),
                        candidate -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                                .isEqualTo("rw-------"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
        assertThat(done.file().modified()).isEqualTo(file.modified() + 1);
        assertThat(done.remark()).isEmpty();
    }

    @Test
    void link_staysOne_andItsTargetIsReplaced() throws IOException {
        old();
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("links")).resolve("x"), file());

        replacement().tail(listed(link), KEPT, tail(), candidate -> {});

        assertThat(link).isSymbolicLink();
        assertThat(file()).hasContent(NEW);
    }

    @Test
    void otherHardLink_isSaid() throws IOException {
        LakeFile file = old();
        Path other = Files.createLink(directory.resolve("other"), file());

        Replaced done = replacement().tail(file, KEPT, tail(), candidate -> {});

        assertThat(done.remark()).isEqualTo("Another hard link keeps the old content");
        assertThat(other).hasContent(OLD);
    }

    @Test
    void traffic_isWhatWasMoved() throws IOException {
        Replaced done = replacement().tail(old(), KEPT, tail(), candidate -> contentIs(candidate, NEW));

        assertThat(done.bytesRead()).isEqualTo(KEPT + NEW.length() + 4);
        assertThat(done.bytesWritten()).isEqualTo(NEW.length());
    }

    @Test
    void body_thatItsSumContradicts_isNotCopied() throws IOException {
        writeWithSum(OLD);
        Files.writeString(file(), OLD.replace('y', 'z'));

        assertThatThrownBy(() -> replacement().tail(listed(file()), KEPT, tail(), candidate -> {}))
                .isInstanceOf(ChecksumException.class);
    }

    /** Hadoop's readers check a file against its sum, which must never be the other one's. */
    @Tag("full")
    @Test
    void reader_findsOldOrNew_atAnyTime() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        writeWithSum(OLD);
        CompletableFuture<Integer> reads = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!done.get()) {
                assertThat(read()).isIn(OLD, NEW);
                count++;
            }
            return count;
        });
        for (int i = 0; i < 30; i++) {
            replacement().tail(listed(file()), KEPT, tail(), candidate -> {});
            replacement().tail(listed(file()), KEPT, OLD.substring(KEPT).getBytes(UTF_8), candidate -> {});
        }
        done.set(true);

        assertThat(reads.get()).isPositive();
    }

    private void writeWithSum(String content) throws IOException {
        try (var out = local().create(new org.apache.hadoop.fs.Path(file().toUri()))) {
            out.write(content.getBytes(UTF_8));
        }
        assertThat(directory.resolve(".part-0.parquet.crc")).exists();
    }

    private String read() {
        try (var in = local().open(new org.apache.hadoop.fs.Path(file().toUri()))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
