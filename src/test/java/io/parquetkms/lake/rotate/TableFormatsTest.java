package io.parquetkms.lake.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a directory a table that knows its files' sizes. */
final class TableFormatsTest {

    private final TableFormats formats = new TableFormats(new Configuration(false));

    @TempDir
    private Path lake = Path.of("");

    private @Nullable String tableOf(String file) throws IOException {
        return formats.tableOf(new org.apache.hadoop.fs.Path(lake.resolve(file).toUri()));
    }

    @ParameterizedTest
    @CsvSource({
        "_delta_log/0.json, day=1/a.parquet, Delta table",
        "metadata/v1.metadata.json, data/day=1/a.parquet, Iceberg table",
        ".hoodie/hoodie.properties, day=1/a.parquet, Hudi table",
        "_spark_metadata/0, a.parquet, stream's output"
    })
    void known(String sign, String file, String format) throws IOException {
        Path made = lake.resolve("t").resolve(sign);
        Files.createDirectories(made.getParent());
        Files.writeString(made, "{}");
        assertThat(tableOf("t/" + file)).startsWith(format).endsWith("/t");
        assertThat(tableOf("t/" + file)).as("again").startsWith(format);
        assertThat(tableOf("other/" + file)).isNull();
    }

    @Test
    void directoryThatIsNamedMetadata_isNoTable() throws IOException {
        Files.createDirectories(lake.resolve("t/metadata"));
        Files.writeString(lake.resolve("t/metadata/notes.json"), "{}");
        assertThat(tableOf("t/data/a.parquet")).isNull();
    }
}
