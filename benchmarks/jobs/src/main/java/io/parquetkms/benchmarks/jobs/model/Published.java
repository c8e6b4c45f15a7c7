package io.parquetkms.benchmarks.jobs.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a document of the project shows what the model says. A test compares; {@code model --publish} rewrites. */
record Published(Path document) {

    /** The one that there is, below the project's directory. */
    static final Path WHERE = Path.of("docs", "cost.md");

    private static final String BEGIN = "<!-- model -->\n";
    private static final String END = "<!-- /model -->\n";

    /** What should be in it: all as it is, with the table of today between the marks. */
    String upToDate() throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " has no place for the model: " + BEGIN.strip() + " and " + END.strip());
        }
        return text.substring(0, begin + BEGIN.length())
                + new ModelTable(Scenario.defaults()).brief()
                + text.substring(end);
    }
}
