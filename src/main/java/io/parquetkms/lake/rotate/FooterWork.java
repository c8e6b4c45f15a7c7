package io.parquetkms.lake.rotate;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.TableFormats;
import io.parquetkms.lake.TableFormats.Table;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/** Reads footers where it is sent: what it needs of a process it makes there once. Safe on any thread. */
final class FooterWork implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What a process has of its own. */
    record Here(Configuration configuration, KeysAtHand keys, TableFormats tables) {}

    private final KeyMove move;
    private final RotationOptions options;
    private transient volatile @Nullable Here here;

    FooterWork(KeyMove move, RotationOptions options) {
        this.move = move;
        this.options = options;
    }

    Here in(Configuration configuration) {
        Here found = here;
        if (found == null) {
            Configuration trusting = KeyTrust.with(configuration, move);
            KeysAtHand keys = new KeysAtHand(trusting, move, new Patience(Pause.sleeping()));
            found = new Here(trusting, keys, new TableFormats());
            here = found;
        }
        return found;
    }

    /** Null for a file in plaintext. */
    @Nullable
    FileFooter read(Here process, LakeFile file) throws IOException {
        return FileFooter.read(
                process.keys(),
                move,
                options.footerKeysOnly(),
                file.hadoopPath(),
                input(process.configuration(), file));
    }

    /** As it was listed: its status is not asked for again. */
    private static InputFile input(Configuration configuration, LakeFile file) throws IOException {
        FileStatus status = new FileStatus(file.length(), false, 1, file.length(), file.modified(), file.hadoopPath());
        return HadoopInputFile.fromStatus(status, configuration);
    }

    /** Refuses a size that a table format would not find the file by. */
    void checkSize(Here process, LakeFile file) throws IOException {
        if (options.forceSize()) {
            return;
        }
        Optional<Table> table = process.tables().of(process.configuration(), file);
        if (table.isPresent()) {
            throw new RefusedFileException(
                    "It would get another size, as its key material has no room for the longer text, and it "
                            + table.get()
                            + ". Rewrite it by the table format's own means, such as compaction, with the new key configured; or"
                            + " force it, if nothing reads it through such a table");
        }
    }

    KeyMove move() {
        return move;
    }

    RotationOptions options() {
        return options;
    }
}
