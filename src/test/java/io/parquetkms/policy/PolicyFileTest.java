package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a policy may lie, and what is said where it can't be read. */
final class PolicyFileTest {

    private static final String TEXT = "{\"version\": 1, \"default\": {\"key\": \"k\"}}";

    @TempDir
    private Path directory = Path.of("");

    private Policy load(String location) {
        return Policy.load(new Configuration(), location);
    }

    private static void assertUnreadable(Runnable loading, String... message) {
        assertThatThrownBy(loading::run)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("Cannot read the policy ")
                .hasMessageContaining("parquet.kms.policy")
                .hasMessageContainingAll(message);
    }

    @Test
    void load_fromAFileSystem_withAndWithoutScheme() throws IOException {
        Path file = Files.writeString(directory.resolve("lake.json"), TEXT);
        assertThat(load(file.toUri().toString()).text()).isEqualTo(TEXT);
        assertThat(load(file.toString()).location()).isEqualTo(file.toString());
    }

    @Test
    void load_fromTheClassPath_ofTheThreadFirst() throws IOException {
        Files.createDirectories(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/lake.json"), TEXT);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(load("classpath:conf/lake.json").text()).isEqualTo(TEXT);
            assertThat(load("classpath:/conf/lake.json").text()).isEqualTo(TEXT);
            assertThat(load("classpath:io/parquetkms/policy/test-policy.json").size())
                    .as("and of the library")
                    .isEqualTo(1);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    void load_missing_saysSo() {
        assertUnreadable(() -> load(directory.resolve("none.json").toString()), "none.json", "there is no such file");
        assertUnreadable(() -> load("classpath:none.json"), "classpath:none.json", "there is no such file");
    }

    @Test
    void load_aDirectory_orNoSuchFileSystem_saysSo() {
        assertUnreadable(() -> load(directory.toString()), directory.toString());
        assertUnreadable(() -> load("nosuch://lake/lake.json"), "nosuch");
        assertUnreadable(() -> load("s3a:lake.json"), "s3a:lake.json");
    }

    @Test
    void load_tooLong_isRefused() throws IOException {
        String spaces = " ".repeat(PolicyFile.MAX_BYTES - TEXT.length());
        Path file = Files.writeString(directory.resolve("lake.json"), TEXT + spaces);
        assertThat(load(file.toString()).size()).isEqualTo(1);
        Files.writeString(file, TEXT + spaces + " ");
        assertUnreadable(() -> load(file.toString()), "more than 1048576 bytes");
    }

    @Test
    void load_noText_isRefused() throws IOException {
        Path file = Files.write(
                directory.resolve("lake.json"),
                "{\"version\": 1, \"description\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertUnreadable(() -> load(file.toString()), "no text in UTF-8");
    }

    /** Each of Hadoop's file systems has limits of its own; the reader has them, too. */
    @Test
    void parse_deepNesting_isRefused() {
        String deep = "[".repeat(100_000);
        assertThatThrownBy(() -> Policy.parse("lake.json", "{\"version\": 1, \"places\": " + deep))
                .isInstanceOf(InvalidConfigurationException.class);
    }
}
