package io.parquetkms.benchmarks.jobs.lineitem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rows to write, as a Parquet table that is not encrypted. It is made once for each size and kept.
 *
 * @param fingerprint of its rows, and so of every table written from it
 */
record Input(Path table, Fingerprint fingerprint) {

    static Input madeBy(SparkJobs jobs, LineitemOptions options) throws IOException, InterruptedException {
        String name = "input-" + options.scale() + "-" + options.files();
        Path table = SparkJobs.DIRECTORY.resolve(name).toAbsolutePath();
        Path made = SparkJobs.DIRECTORY.resolve(name + ".txt");
        if (Files.notExists(made)) {
            Fingerprint fingerprint = jobs.make(table);
            Files.writeString(made, fingerprint.line());
        }
        return new Input(table, Fingerprint.in(Files.readString(made).lines()));
    }
}
