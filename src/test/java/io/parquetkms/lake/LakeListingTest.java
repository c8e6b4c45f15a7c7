package io.parquetkms.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a lake has, on the local file system. */
final class LakeListingTest {

    @TempDir
    private Path lake = Path.of("");

    private final List<FileProblem> problems = new ArrayList<>();

    private void file(String name) throws IOException {
        Path file = lake.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    private List<String> list(String... paths) throws IOException {
        List<String> whole = new ArrayList<>();
        for (String path : paths) {
            whole.add(path.isEmpty() ? lake.toString() : lake + "/" + path);
        }
        List<String> found = new ArrayList<>();
        new LakeListing(new Configuration(false), whole, problems::add)
                .forEachRemaining(file -> found.add(file.hadoopPath()
                        .toUri()
                        .getPath()
                        .substring(lake.toString().length() + 1)));
        return found;
    }

    @Test
    void hidden_isLeftOut_unlessNamed() throws IOException {
        for (String name : List.of("a", "p=1/b", "_p=2/c", "_delta_log/d", ".e", "_SUCCESS", "p=1/.f/g")) {
            file(name);
        }
        assertThat(list("")).containsExactlyInAnyOrder("a", "p=1/b", "_p=2/c");
        assertThat(list("", "_delta_log")).containsExactlyInAnyOrder("a", "p=1/b", "_p=2/c", "_delta_log/d");
        assertThat(problems).isEmpty();
    }

    @Test
    void hidden_isNotMeantByAGlob_thatDoesNotSayIt() throws IOException {
        for (String name : List.of("a.parquet", ".run.a.parquet", "_b.parquet")) {
            file(name);
        }
        assertThat(list("*.parquet")).containsExactly("a.parquet");
        assertThat(list(".run*")).containsExactly(".run.a.parquet");
    }

    @Test
    void emptyFile_isIncomplete_unlessHidden() throws IOException {
        Files.createFile(lake.resolve("a"));
        Files.createFile(lake.resolve("_SUCCESS"));
        assertThat(list("")).isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).endsWith("/a");
            assertThat(problem.kind()).isEqualTo(FileProblem.Kind.INCOMPLETE);
        });
    }

    @Test
    void overlappingPaths_comeOnce() throws IOException {
        file("p=1/a");
        file("p=1/q=1/b");
        file("p=2/c");
        assertThat(list("p=*", "p=1", "p=1/q=1", "p=1/a", "p=1/../p=2"))
                .containsExactlyInAnyOrder("p=1/a", "p=1/q=1/b", "p=2/c");
    }

    @Test
    void linkToADirectory_isSaid_notFollowed() throws IOException {
        file("p/a");
        Files.createSymbolicLink(lake.resolve("p/loop"), lake);
        assertThat(list("")).containsExactly("p/a");
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).endsWith("/p/loop"))
                .extracting(FileProblem::kind)
                .isEqualTo(FileProblem.Kind.REFUSED);
        assertThat(list("p/loop")).as("as a path").contains("p/loop/p/a");
    }

    /** Gone between its parent's listing and its own. */
    @Test
    void vanishedDirectory_isAProblem_othersGoOn() throws IOException {
        file("a/x");
        file("b/y");
        LakeListing listing = new LakeListing(new Configuration(false), List.of(lake.toString() + "/*"), problems::add);
        Files.delete(lake.resolve("a/x"));
        Files.delete(lake.resolve("a"));
        assertThat(listing.next().path()).endsWith("/b/y");
        assertThat(listing.hasNext()).isFalse();
        assertThat(problems).singleElement().extracting(FileProblem::kind).isEqualTo(FileProblem.Kind.CHANGED);
    }

    @Test
    void nothing_isAnError() {
        assertThatThrownBy(() -> list("no"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("/no");
    }
}
