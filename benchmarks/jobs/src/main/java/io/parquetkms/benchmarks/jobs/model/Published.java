package io.parquetkms.benchmarks.jobs.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Where the project's documents show what the model says. A test compares; {@code model --publish} rewrites. */
final class Published {

    private static final String BEGIN = "<!-- model -->\n";
    private static final String END = "<!-- /model -->\n";

    private Published() {}

    /** What should be in the files of the project, by path. */
    static Map<Path, String> documents(Path root) throws IOException {
        Map<Path, String> documents = new TreeMap<>();
        ModelTable table = new ModelTable(Scenario.defaults(), Kms.DEFAULT);
        Path readme = root.resolve("README.md");
        documents.put(readme, replace(readme, table.markdown()));
        Path benchmarks = root.resolve("benchmarks/README.md");
        documents.put(benchmarks, replace(benchmarks, "```\n" + table.text().stripTrailing() + "\n```\n"));
        new Charts(Limits.DEFAULT, Kms.DEFAULT)
                .svgs()
                .forEach((name, svg) -> documents.put(root.resolve("docs").resolve(name), svg));
        return documents;
    }

    /** The document, with this between its marks. */
    private static String replace(Path document, String content) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " has no place for the model: " + BEGIN.strip() + " and " + END.strip());
        }
        return text.substring(0, begin + BEGIN.length()) + content + text.substring(end);
    }
}
