package io.parquetkms.lake.encrypt;

import static io.parquetkms.lake.encrypt.EncryptJob.hadoop;

import io.parquetkms.parquet.StandingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/** A file, and what it is copied to: each step of a conversion by itself. */
record CopyTrial(Path original, Path result) {

    FileEncryptionProperties properties(Configuration settings) {
        return Objects.requireNonNull(standing(settings).encryption(PlainFiles.SCHEMA, Map.of()));
    }

    private StandingFile standing(Configuration settings) {
        return new StandingFile(settings, hadoop(original));
    }

    void copy(Configuration settings, @Nullable FileEncryptionProperties properties) throws IOException {
        try (SourceFile source = SourceFile.open(input(original), standing(settings)::decryption)) {
            new FileCopy(source, new Target(properties), new LevelsRule(PlainFiles.SCHEMA, false, false))
                    .to(new PrivateOutput(settings, hadoop(result)));
        }
    }

    void check(Configuration settings, @Nullable FileEncryptionProperties properties) throws IOException {
        metadata(settings, properties);
        content(settings);
    }

    long content(Configuration settings) throws IOException {
        return new SameContent(settings, standing(settings)::decryption).check(input(original), input(result));
    }

    void metadata(Configuration settings, @Nullable FileEncryptionProperties properties) throws IOException {
        StandingFile standing = standing(settings);
        try (SourceFile one = SourceFile.open(input(original), standing::decryption);
                SourceFile other = SourceFile.open(input(result), standing::decryption)) {
            new SameMetadata(one, other, new Target(properties)).check();
        }
    }

    static HadoopInputFile input(Path file) throws IOException {
        return HadoopInputFile.fromPath(hadoop(file), new Configuration(false));
    }
}
