package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.LakeFile;
import io.parquetkms.spark.KmsForSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** A job with two keys of the tests' KMS, and what its tools do with one file. */
final class EncryptJob implements AutoCloseable {

    private final KmsForSpark kms = new KmsForSpark();
    final String footer = kms.kms().createKey();
    final String pii = kms.kms().createKey();

    KmsForSpark kms() {
        return kms;
    }

    Configuration settings(String... namesAndValues) {
        Configuration settings = kms.configuration(namesAndValues);
        settings.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        return settings;
    }

    Configuration uniform() {
        return settings("parquet.encryption.uniform.key", footer);
    }

    /** A column of its own key, and one in a list. */
    Configuration columns() {
        return settings(
                "parquet.encryption.footer.key",
                footer,
                "parquet.encryption.column.keys",
                pii + ":ssn,tags.list.element");
    }

    static Attempt attempt() {
        return Attempt.run("test", List.of(), false);
    }

    static Converted encrypt(Configuration job, Path file) throws Exception {
        return new Encrypt(attempt()).with(job, listed(file));
    }

    static Converted decrypt(Configuration job, Path file) throws Exception {
        return new Decrypt(attempt()).with(job, listed(file));
    }

    static LakeFile listed(Path file) throws IOException {
        return new LakeFile(
                "file:" + file,
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis());
    }

    static org.apache.hadoop.fs.Path hadoop(Path file) {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }

    /** Changes a file past Hadoop, whose own sums would tell. */
    static void overwrite(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        Files.write(file, content);
    }

    /** As any reader finds them. */
    static List<String> rows(Configuration job, Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), hadoop(file))
                .withConf(job)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString());
            }
        }
        return rows;
    }

    static List<String> rows(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(PlainFiles.row(i).toString());
        }
        return rows;
    }

    /** All names in a directory: nothing may be left there beside the files. */
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        kms.close();
    }
}
