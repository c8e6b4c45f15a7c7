package io.parquetkms.tools;

import picocli.CommandLine.Option;

/** Where a command that changes files keeps its journal. */
final class JournalOptions {

    @Option(
            names = "--journal",
            paramLabel = "<directory>",
            description =
                    "Where it is written down what was planned, done and verified: on any file system that Hadoop knows, not below"
                            + " the files themselves. Given again, the run before is resumed.")
    private String directory = "";

    /** Empty: there is none. */
    String directory() {
        return directory;
    }
}
