package io.parquetkms.plainjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlainJavaTest {

    @TempDir
    private Path directory;

    private List<String> run() throws IOException, InterruptedException {
        return ExampleProcess.run(
                directory, PlainJava.class, directory.resolve("files").toString());
    }

    /** Twice, each time with new keys in place of the old ones. */
    @Test
    void example_showsWhatItDid() throws Exception {
        List<String> output = run();
        Path file = directory.resolve("files/customer.parquet");
        byte[] first = Files.readAllBytes(file);
        assertThat(run()).isEqualTo(output);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(first);

        assertThat(output)
                .containsSubsequence(
                        "Wrote 3 customers to " + file,
                        "Read them back with all keys: the same customers",
                        "Added up the balances without the key pii: 8331.5",
                        "Read the phone numbers without the key pii: a org.apache.parquet.io.ParquetDecodingException,"
                                + " caused by",
                        "Looked for the phone numbers in the file's bytes: found 0 of 3");
        assertThat(output.get(4))
                .startsWith("  io.parquetkms.kms.KeyNotFoundException: ")
                .contains("customer.parquet", "There is no key 'pii' in the keystore");
        assertThat(output).as("and no warnings").hasSize(6);
    }

    /** What a reader pastes is what this project is built with. */
    @Test
    void page_hasTheDependenciesOfThisProject() throws IOException {
        List<String> page = dependencies(between(Files.readString(Path.of("../../docs/java.md")), "```xml", "```"));
        String pom = Files.readString(Path.of("pom.xml"));
        String own = between(pom, "<dependencies>", "</dependencies>");
        Matcher property = Pattern.compile("\\$\\{([^}]+)}").matcher(own);
        own = property.replaceAll(found -> between(pom, "<" + found.group(1) + ">", "</" + found.group(1) + ">"));

        assertThat(page).hasSize(4).isSubsetOf(dependencies(own));
        assertThat(between(Files.readString(Path.of("../../docs/java.md")), "```groovy", "```")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty()))
                .map(line -> line.replaceAll("^\\w+ '|'$", ""))
                .containsExactlyElementsOf(page.stream()
                        .map(dependency -> dependency.replaceAll(":runtime$", ""))
                        .toList());
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static List<String> dependencies(String xml) {
        return Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
                .matcher(xml)
                .results()
                .map(found -> found.group(1).replaceAll("</[^>]+>\\s*", ":").replaceAll("<[^>]+>|\\s|:$", ""))
                .map(dependency -> dependency.replaceAll(":$", ""))
                .toList();
    }

    @Test
    void classPath_isWithoutSpark() {
        assertThat(Stream.of(ExampleProcess.CLASS_PATH.split(File.pathSeparator))
                        .map(Path::of))
                .noneMatch(jar -> jar.getFileName().toString().startsWith("spark-"))
                .anyMatch(jar -> jar.getFileName().toString().startsWith("parquet-hadoop-"));
    }
}
