package io.parquetkms.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableFormatsTest {

    @TempDir
    private Path lake;

    @ParameterizedTest
    @CsvSource({
        "_delta_log/00000000000000000000.json,DELTA",
        "metadata/v1.metadata.json,ICEBERG",
        "metadata/00000-0d3b1c.gz.metadata.json,ICEBERG",
        ".hoodie/hoodie.properties,HUDI",
        "_spark_metadata/0,SPARK_STREAM"
    })
    void aTable_isFoundFromAnyDepth(String marker, TableFormats.Format format) throws IOException {
        Path file = file("db/table/data/day=1/part-0.parquet");
        file("db/table/" + marker);
        TableFormats formats = new TableFormats();

        assertThat(formats.of(new Configuration(false), listed(file)))
                .contains(new TableFormats.Table(format, "file:" + lake.resolve("db/table")));
        assertThat(formats.of(new Configuration(false), listed(file("db/table/data/day=2/part-0.parquet"))))
                .as("with a part of the way known")
                .map(TableFormats.Table::format)
                .contains(format);
    }

    @Test
    void aDirectoryBesideATable_isNone() throws IOException {
        file("db/table/_delta_log/0.json");
        file("db/other/metadata/readme.txt");

        assertThat(new TableFormats().of(new Configuration(false), listed(file("db/other/part-0.parquet"))))
                .isEmpty();
    }

    @Test
    void inAnotherProcess_itBeginsAnew() throws IOException, ClassNotFoundException {
        Path file = file("db/table/part-0.parquet");
        TableFormats formats = new TableFormats();
        assertThat(formats.of(new Configuration(false), listed(file))).isEmpty();
        file("db/table/_delta_log/0.json");

        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(formats);
        }
        TableFormats received =
                (TableFormats) new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray())).readObject();

        assertThat(received.of(new Configuration(false), listed(file))).isPresent();
    }

    /** Else its files would get another size, though nobody has seen that no table holds it. */
    @Test
    void whereNobodyMayLook_thereMayBeATable() throws IOException {
        Configuration denying = new Configuration(false);
        denying.setClass("fs.file.impl", Denying.class, FileSystem.class);
        denying.setBoolean("fs.file.impl.disable.cache", true);
        TableFormats formats = new TableFormats();

        assertThat(formats.of(denying, listed(file("closed/part-0.parquet"))))
                .hasValueSatisfying(table -> assertThat(table.toString())
                        .contains("may belong to a table", "may not look into file:" + lake.resolve("closed")));

        file("table/_delta_log/0.json");
        assertThat(formats.of(denying, listed(file("table/closed/part-0.parquet"))))
                .as("what is seen further up tells more")
                .map(TableFormats.Table::format)
                .contains(TableFormats.Format.DELTA);
        assertThat(formats.of(denying, listed(file("open/part-0.parquet")))).isEmpty();
    }

    /** As S3A does where a role may list some prefixes only. */
    public static final class Denying extends RawLocalFileSystem {

        @Override
        public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
            if (path.getParent().getName().equals("closed")) {
                throw new AccessDeniedException(path.toString());
            }
            return super.exists(path);
        }
    }

    private Path file(String name) throws IOException {
        Path file = lake.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[] {1});
    }

    private static LakeFile listed(Path file) {
        return new LakeFile("file:" + file, 1, 0);
    }
}
