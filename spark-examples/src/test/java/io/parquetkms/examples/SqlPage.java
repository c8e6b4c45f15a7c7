package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code docs/sql.md}, as its readers see it: what its blocks and tables say is what tests run. */
final class SqlPage {

    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final String text;

    private SqlPage(String text) {
        this.text = text;
    }

    static SqlPage read() throws IOException {
        return new SqlPage(Files.readString(Path.of("..", "docs", "sql.md")));
    }

    /**
     * A row of a table about SQL.
     *
     * @param statements to run one after the other
     * @param outcomes elsewhere, in encrypted paths, and under a policy
     */
    record Case(List<String> statements, List<String> outcomes) {

        @Override
        public String toString() {
            return String.join("; ", statements);
        }
    }

    /** The rows of the first table below a heading. */
    List<Case> cases(String heading) {
        List<Case> cases = new ArrayList<>();
        section(heading)
                .lines()
                .dropWhile(line -> !line.startsWith("| ---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cell -> cases.add(new Case(
                        code(cell[1]).toList(),
                        Stream.of(cell).skip(2).limit(3).map(String::trim).toList())));
        return cases;
    }

    /** The code blocks below a heading, in one language. */
    List<String> blocks(String heading, String language) {
        return BLOCK.matcher(section(heading))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static Stream<String> code(String cell) {
        return CODE.matcher(cell).results().map((MatchResult result) -> result.group(1));
    }

    private String section(String heading) {
        int start = text.indexOf("\n" + heading + "\n");
        if (start < 0) {
            throw new IllegalStateException("docs/sql.md has no heading " + heading);
        }
        int end = text.indexOf("\n## ", start + heading.length());
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }
}
