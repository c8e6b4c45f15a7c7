package io.parquetkms.lake.doctor;

import io.parquetkms.kms.KmsOperation;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.parquet.DatasetAccess;
import io.parquetkms.parquet.DatasetLook;
import io.parquetkms.parquet.Explanation;
import io.parquetkms.parquet.KeyState;
import io.parquetkms.parquet.ParquetKms;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.PartAccess;
import io.parquetkms.parquet.TopColumn;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;

/** A few files of one path: whether this role can read them, and whether more of their kind could be written. */
final class FilesCheck {

    private final Job job;
    private final String path;
    private final DatasetLook look;
    private final List<Finding> found = new ArrayList<>();

    private FilesCheck(Job job, String path) {
        this.job = job;
        this.path = path;
        look = new DatasetLook(job.configuration());
    }

    static List<Finding> examine(Job job, String path) throws IOException {
        FilesCheck check = new FilesCheck(job, path);
        check.run();
        return check.found;
    }

    private void run() throws IOException {
        Sample sample = sample();
        if (sample == null) {
            return;
        }
        table();
        sample.problems().forEach(problem -> found.add(unlisted(problem)));
        if (sample.files().isEmpty()) {
            found.add(Finding.note(path + " has no files yet", ""));
            return;
        }
        sample.files().forEach(this::look);
        refused();
        if (job.purpose().writes() && !look.columns().isEmpty()) {
            written(sample.files().get(0).hadoopPath().getParent());
        }
        told(sample);
    }

    private static Finding unlisted(FileProblem problem) {
        return problem.kind() == FileProblem.Kind.INCOMPLETE
                ? Finding.note(problem.path() + ": " + problem.reason(), "")
                : Finding.fail(problem.path() + " can't be listed: " + problem.reason(), "Rights on that directory");
    }

    private @org.jspecify.annotations.Nullable Sample sample() throws IOException {
        try {
            return Sample.of(job, path);
        } catch (FileNotFoundException e) {
            found.add(
                    job.purpose() == Purpose.WRITE
                            ? Finding.note("There is nothing at " + path + " yet", "")
                            : Finding.fail(
                                    "There is nothing at " + path,
                                    "Correct the path; --for write, if the job makes it"));
            return null;
        }
    }

    private void table() throws IOException {
        TableFormat format = TableFormat.at(job.configuration(), path);
        boolean required = job.access()
                .rules()
                .of(job.configuration(), new Path(path, "part-0.parquet"))
                .required();
        String page = "docs/tables.md";
        switch (format) {
            case ICEBERG, HUDI ->
                found.add(
                        required && job.purpose().writes()
                                ? Finding.fail(
                                        path + " is a table of " + format
                                                + ", whose writers don't ask parquet-kms, and must be"
                                                + " encrypted: writes are refused",
                                        "Another table format, or another place: " + page)
                                : Finding.note(
                                        path + " is a table of " + format + ", whose writers don't ask parquet-kms",
                                        page));
            case DELTA -> found.add(Finding.note(path + " is a table of DELTA, whose log is in plaintext", page));
            case NONE -> {}
        }
    }

    private void look(LakeFile file) {
        try {
            look.at(file.hadoopPath());
            new ParquetKmsCryptoFactory().getFileDecryptionProperties(job.configuration(), file.hadoopPath());
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            String remedy = Remedies.ofFile(e, job.access().provider());
            Finding finding = Finding.fail(
                    message.contains(file.hadoopPath().getName()) ? message : file.path() + ": " + message, remedy);
            if (KeyState.of(e) == null) { // else it is told with all other files under that key
                found.add(finding);
            }
        }
    }

    private void refused() {
        for (PartAccess part : look.found().refused()) {
            String what = (part.isFooter() ? "The footer" : "Column '" + part.column() + "'") + " of " + part.files()
                    + " of the files at " + path + " can't be read: " + part.state() + ", " + part.key();
            String grant = part.state() == KeyState.DENIED
                    ? Remedies.grant(job.access().provider(), KmsOperation.DECRYPT, part.key())
                    : "Enable that key, or restore it";
            boolean needed = job.purpose().reads();
            found.add(needed ? Finding.fail(what, grant) : Finding.note(what, grant));
        }
    }

    private void written(Path directory) {
        MessageType schema = new MessageType(
                "sample", look.columns().stream().map(TopColumn::type).toList());
        Explanation explanation = ParquetKms.explain(job.configuration(), directory, schema);
        if (explanation.isRefused()) {
            found.add(Finding.fail(
                    "Files as those at " + directory + " would not be written: " + explanation.refusal(),
                    "As it says; parquet-kms explain " + directory + " shows column by column"));
        } else if (explanation.isPlaintext()) {
            found.add(Finding.warning(
                    "Files as those at " + directory + " would be written in plaintext",
                    "Name keys for them: docs/rules.md, docs/policy.md"));
        }
    }

    private void told(Sample sample) {
        DatasetAccess access = look.found();
        long plaintext = access.parts().stream()
                .filter(part -> !part.isFooter() && part.state() == KeyState.PLAINTEXT)
                .count();
        found.add(
                0,
                Finding.ok(path + ": " + sample.files().size() + (sample.more() ? " of the files" : " files")
                        + " looked at; " + look.keysAskedFor()
                        + " keys to be asked for (as many KMS requests in each process that asks itself)"
                        + (plaintext == 0 ? "" : "; " + plaintext + " columns in plaintext")));
    }
}
