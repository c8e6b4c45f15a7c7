package io.parquetkms.lake.replace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each way to replace a file by a temporary one has to do. */
abstract class ReplacementContract {

    static final String OLD = "PAR1 the body, and the old end PAR1";
    static final int KEPT = 15;
    static final String TAIL = "and another PAR1";
    static final String NEW = OLD.substring(0, KEPT) + TAIL;

    @TempDir
    Path directory;

    private @Nullable LocalFileSystem local;

    abstract Storage storage() throws IOException;

    Replacement replacement() throws IOException {
        return new RenamedReplacement(storage(), new RunId("run-1"));
    }

    LocalFileSystem local() throws IOException {
        if (local == null) {
            local = FileSystem.getLocal(new Configuration());
        }
        return local;
    }

    Path file() {
        return directory.resolve("part-0.parquet");
    }

    LakeFile old() throws IOException {
        Files.writeString(file(), OLD);
        Files.setLastModifiedTime(file(), FileTime.fromMillis(1_700_000_000_123L));
        return listed(file());
    }

    LakeFile listed(Path path) throws IOException {
        FileStatus status = local().getFileStatus(new org.apache.hadoop.fs.Path(path.toUri()));
        return new LakeFile(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }

    static byte[] tail() {
        return TAIL.getBytes(UTF_8);
    }

    static void contentIs(InputFile candidate, String expected) throws IOException {
        assertThat(candidate.getLength()).isEqualTo(expected.length());
        try (SeekableInputStream in = candidate.newStream()) {
            byte[] end = new byte[4];
            in.seek(expected.length() - 4);
            in.readFully(end);
            in.seek(0);
            byte[] all = new byte[expected.length()];
            in.readFully(all);
            assertThat(new String(all, UTF_8)).isEqualTo(expected).endsWith(new String(end, UTF_8));
        }
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void tail_isReplaced_whenVerified() throws IOException {
        LakeFile file = old();

        Replaced done = replacement().tail(file, KEPT, tail(), candidate -> {
            contentIs(candidate, NEW);
            assertThat(file()).as("while it is verified").hasContent(OLD);
        });

        assertThat(file()).hasContent(NEW);
        assertThat(names()).containsExactly("part-0.parquet");
        assertThat(done.file()).isEqualTo(listed(file()));
        assertThat(done.requests()).isZero();
    }

    @Test
    void tail_thatIsRefused_leavesTheFile() throws IOException {
        LakeFile file = old();

        assertThatThrownBy(() -> replacement().tail(file, KEPT, tail(), candidate -> {
                    throw new IOException("wrong");
                }))
                .hasMessage("wrong");

        assertThat(file()).hasContent(OLD);
        assertThat(names()).containsExactly("part-0.parquet");
    }

    @Test
    void file_thatIsAnotherOne_isNotReplaced() throws IOException {
        LakeFile file = old();
        LakeFile before = new LakeFile(file.path(), file.length(), file.modified() - 1);

        assertThatThrownBy(() -> replacement().tail(before, KEPT, tail(), candidate -> {}))
                .isInstanceOf(FileChangedException.class);

        assertThat(file()).hasContent(OLD);
    }

    @Test
    void file_thatChangesMeanwhile_isNotReplaced() throws IOException {
        LakeFile file = old();

        assertThatThrownBy(() -> replacement()
                        .tail(file, KEPT, tail(), candidate -> Files.writeString(file(), "somebody else's")))
                .isInstanceOf(FileChangedException.class);

        assertThat(file()).hasContent("somebody else's");
        assertThat(names()).containsExactly("part-0.parquet");
    }

    @Test
    void file_thatGoesMeanwhile_staysAway() throws IOException {
        LakeFile file = old();

        assertThatThrownBy(() -> replacement().tail(file, KEPT, tail(), candidate -> Files.delete(file())))
                .isInstanceOf(FileChangedException.class)
                .hasMessageContaining("is gone");

        assertThat(names()).isEmpty();
    }

    @Test
    void whole_isReplaced_byWhatWasWritten() throws IOException {
        LakeFile file = old();
        org.apache.hadoop.fs.Path written = replacement().temporary(file);
        assertThat(written.getName()).isEqualTo(".run-1.part-0.parquet");
        try (var out = local().create(written)) {
            out.write("quite another".getBytes(UTF_8));
        }

        Replaced done = replacement().whole(file, written, candidate -> contentIs(candidate, "quite another"));

        assertThat(file()).hasContent("quite another");
        assertThat(done.file()).isEqualTo(listed(file()));
    }

    /** Dead at each step in turn; the next attempt cleans and goes on. */
    @Test
    void process_thatDiesAnywhere_leavesOldOrNew() throws IOException {
        int outcomes = 0;
        for (int calls = 0; ; calls++) {
            LakeFile file = old();
            Replacement dying = new RenamedReplacement(new FaultyStorage(storage(), calls), new RunId("run-1"));
            try {
                dying.tail(file, KEPT, tail(), candidate -> contentIs(candidate, NEW));
                break;
            } catch (IOException e) {
                outcomes++;
                assertThat(Files.readString(file())).as("dead after %s", calls).isIn(OLD, NEW);
            }
            replacement().clean(file);
            assertThat(names()).containsExactly("part-0.parquet");
        }
        assertThat(outcomes).as("places to die at").isGreaterThan(10);
        replacement().clean(listed(file()));
        assertThat(names()).containsExactly("part-0.parquet");
    }
}
