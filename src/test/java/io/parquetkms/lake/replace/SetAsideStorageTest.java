package io.parquetkms.lake.replace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hadoop's local file system starts a process for each permission that is copied. */
@Tag("full")
final class SetAsideStorageTest extends ReplacementContract {

    @Override
    Storage storage() throws IOException {
        return new SetAsideStorage(local().getRawFileSystem());
    }

    @Test
    void processThatDiesBetweenTheRenames_getsTheFileBack() throws IOException {
        LakeFile file = old();
        Files.move(file(), directory.resolve(".run-1.part-0.parquet.old"));
        Files.writeString(directory.resolve(".run-1.part-0.parquet"), NEW);
        assertThatThrownBy(() -> replacement().tail(file, KEPT, tail(), candidate -> {}))
                .isInstanceOf(FileChangedException.class);

        replacement().clean(file);

        assertThat(file()).hasContent(OLD);
        assertThat(names()).containsExactly("part-0.parquet");
    }
}
