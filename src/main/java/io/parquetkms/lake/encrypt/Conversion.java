package io.parquetkms.lake.encrypt;

import io.parquetkms.footer.FileTail;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.TableFormats.Format;
import io.parquetkms.lake.TableFormats.Table;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.lake.replace.FileChangedException;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Replacements;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.parquet.StandingFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/** A file that is to get the same content in another form. For one thread. */
final class Conversion {

    private static final String PARQUET_JAVA = "parquet-mr";

    private final Configuration configuration;
    private final LakeFile file;
    private final Attempt attempt;
    private final StandingFile standing;

    Conversion(Configuration configuration, LakeFile file, Attempt attempt) {
        this.configuration = configuration;
        this.file = file;
        this.attempt = attempt;
        standing = new StandingFile(configuration, file.hadoopPath());
    }

    StandingFile standing() {
        return standing;
    }

    InputFile input() throws IOException {
        return HadoopInputFile.fromPath(file.hadoopPath(), configuration);
    }

    /** After what killed runs have left behind is gone. */
    SourceFile open() throws IOException {
        for (RunId earlier : attempt.earlier()) {
            replacement(earlier).clean(file);
        }
        return SourceFile.open(input(), standing::decryption);
    }

    /** As Parquet reads it, which verifies the signature of a plaintext footer. */
    FileMetaData metadata() throws IOException {
        HadoopReadOptions.Builder options = HadoopReadOptions.builder(configuration);
        try (ParquetFileReader reader = ParquetFileReader.open(
                input(), options.withDecryption(standing.decryption()).build())) {
            return reader.getFileMetaData();
        }
    }

    private Replacement replacement(RunId run) throws IOException {
        return Replacements.of(configuration, file.hadoopPath(), run, false);
    }

    /** Refuses where somebody keeps a list of files with their sizes, or may. */
    void refuseInTables(String otherWay) throws IOException {
        Optional<Table> table =
                attempt.force() ? Optional.empty() : attempt.formats().of(configuration, file);
        if (table.isPresent()) {
            throw new RefusedException("it " + table.get() + ", which would change: "
                    + (table.get().format() == Format.UNSEEN
                            ? "grant that (on S3: s3:ListBucket), or use --force-size if there is no such table"
                            : otherWay));
        }
    }

    /**
     * Writes it anew beside it, reads that back in full, and only then puts it in its place.
     *
     * @param properties null: it becomes plaintext
     * @param keys for the report
     */
    Converted replace(
            SourceFile source, FileMetaData metadata, @Nullable FileEncryptionProperties properties, List<String> keys)
            throws IOException {
        Replacement replacement = replacement(attempt.run());
        AtomicLong rows = new AtomicLong();
        try {
            PrivateOutput written = new PrivateOutput(configuration, replacement.temporary(file));
            byte[] end = new FileCopy(source, new Target(properties), levels(source, metadata)).to(written);
            Replaced replaced = replaced(replacement, source, properties, end, written.path(), rows);
            return new Converted(
                    file.path(),
                    Outcome.DONE,
                    null,
                    rows.get(),
                    file.length(),
                    replaced.file().length(),
                    keys,
                    replaced.remark());
        } catch (IOException | RuntimeException e) {
            cleanAfter(e, replacement);
            throw e;
        }
    }

    private Replaced replaced(
            Replacement replacement,
            SourceFile source,
            @Nullable FileEncryptionProperties properties,
            byte[] end,
            Path written,
            AtomicLong rows)
            throws IOException {
        try {
            Replaced replaced = replacement.whole(
                    file, written, candidate -> rows.set(verified(source, candidate, new Target(properties))));
            checkReplaced(end);
            return replaced;
        } catch (IOException e) {
            throw afterwards(e, end);
        }
    }

    /** Storage may lie; and so it is known when another writer came at the same time. */
    private void checkReplaced(byte[] end) throws IOException {
        if (!isThere(end)) {
            throw new FileChangedException("it was done, and somebody else has replaced it in the same moment");
        }
    }

    private boolean isThere(byte[] end) throws IOException {
        return Arrays.equals(FileTail.read(input()).bytes(), end);
    }

    /** A failure after the new content took the file's place says so: whoever reads the report must know which one stands there. */
    private IOException afterwards(IOException failure, byte[] end) {
        try {
            return isThere(end)
                    ? new IOException("it was done, and then came: " + failure.getMessage(), failure)
                    : failure;
        } catch (IOException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    private void cleanAfter(Exception failure, Replacement replacement) {
        try {
            replacement.clean(file);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private long verified(SourceFile source, InputFile candidate, Target target) throws IOException {
        try (SourceFile result = SourceFile.open(candidate, standing::decryption)) {
            new SameMetadata(source, result, target).check();
        }
        return new SameContent(configuration, standing::decryption).check(input(), candidate);
    }

    private LevelsRule levels(SourceFile source, FileMetaData metadata) {
        boolean ctr = source.algorithm() != null && source.algorithm().isSetAES_GCM_CTR_V1();
        String writer = String.valueOf(metadata.getCreatedBy());
        return new LevelsRule(
                metadata.getSchema(),
                standing.place().columns().plaintextLevels(),
                ctr && !writer.startsWith(PARQUET_JAVA));
    }

    Converted untouched(Outcome outcome, List<String> keys, String remark) {
        return new Converted(file.path(), outcome, null, 0, file.length(), file.length(), keys, remark);
    }

    Converted problem(FileProblem problem) {
        return new Converted(file.path(), Outcome.PROBLEM, problem, 0, file.length(), file.length(), List.of(), "");
    }
}
