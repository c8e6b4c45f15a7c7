package io.parquetkms.tools;

import io.parquetkms.lake.replace.RunId;
import java.util.UUID;
import picocli.CommandLine.Option;

/** What a run is called: the same again, and it removes what it left behind when it was killed. */
final class RunOptions {

    @Option(
            names = "--run",
            paramLabel = "<id>",
            description =
                    "Goes into the names of temporary files (.<id>.<file>). Never the same for two at once. Default: a new one.")
    private String id = "";

    RunId id() {
        return new RunId(id.isEmpty() ? "parquet-kms-" + UUID.randomUUID() : id);
    }
}
