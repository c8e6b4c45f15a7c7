package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import io.parquetkms.lake.TableFormats;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.lake.replace.Replaced;
import io.parquetkms.lake.replace.Replacement;
import io.parquetkms.lake.replace.Replacements;
import io.parquetkms.lake.replace.RunId;
import io.parquetkms.parquet.StandingFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
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
    private final StandingFile standing;

    Conversion(Configuration configuration, LakeFile file) {
        this.configuration = configuration;
        this.file = file;
        standing = new StandingFile(configuration, file.hadoopPath());
    }

    StandingFile standing() {
        return standing;
    }

    InputFile input() throws IOException {
        return HadoopInputFile.fromPath(file.hadoopPath(), configuration);
    }

    SourceFile open() throws IOException {
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

    /** Refuses where somebody keeps a list of files with their sizes. */
    void refuseInTables(TableFormats formats, String otherWay) throws IOException {
        Optional<TableFormats.Table> table = formats.of(configuration, file);
        if (table.isPresent()) {
            throw new RefusedException("it belongs to " + table.get().format() + " at "
                    + table.get().directory() + ", whose list of files holds its size, which would change: "
                    + otherWay);
        }
    }

    /**
     * Writes it anew beside it, reads that back in full, and only then puts it in its place.
     *
     * @param properties null: it becomes plaintext
     * @param keys for the report
     */
    Converted replace(
            SourceFile source,
            FileMetaData metadata,
            @Nullable FileEncryptionProperties properties,
            RunId run,
            List<String> keys)
            throws IOException {
        Replacement replacement = Replacements.of(configuration, file.hadoopPath(), run, false);
        AtomicLong rows = new AtomicLong();
        try {
            PrivateOutput written = new PrivateOutput(configuration, replacement.temporary(file));
            new FileCopy(source, new Target(properties), levels(source, metadata)).to(written);
            Replaced replaced = replacement.whole(
                    file, written.path(), candidate -> rows.set(verified(source, candidate, new Target(properties))));
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
