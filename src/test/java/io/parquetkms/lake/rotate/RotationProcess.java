package io.parquetkms.lake.rotate;

import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.Workers;
import io.parquetkms.lake.rotate.RotatedFile.Outcome;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A JVM of its own that rotates, to be killed: says each file that is done, and in the end how many operations files took. */
final class RotationProcess {

    static final String END = "end ";

    private RotationProcess() {}

    /** Arguments: directory, keystore, password file, from, to, journal, and at which operation it halts. */
    public static void main(String[] arguments) throws IOException {
        Configuration configuration = configuration(arguments[1], arguments[2]);
        configuration.setClass("fs.file.impl", HaltingFileSystem.class, HaltingFileSystem.class);
        HaltingFileSystem.haltAt(Integer.parseInt(arguments[6]));
        try (Workers workers = new LocalWorkers(configuration, 2)) {
            Rotation.of(configuration, RotationOptions.of(arguments[3], arguments[4]))
                    .run(
                            List.of(arguments[0]),
                            workers,
                            file -> {
                                if (file.outcome() != Outcome.OTHER_KEYS) {
                                    System.out.println(file.outcome() + " " + file.problem());
                                }
                            },
                            arguments[5]);
        }
        System.out.println(END + HaltingFileSystem.operations());
    }

    static Configuration configuration(String keystore, String password) {
        Configuration configuration = new Configuration(false);
        configuration.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        configuration.set("parquet.kms.provider", "keystore");
        configuration.set("hadoop.security.key.provider.path", keystore);
        configuration.set("hadoop.security.keystore.java-keystore-provider.password-file", password);
        return configuration;
    }
}
