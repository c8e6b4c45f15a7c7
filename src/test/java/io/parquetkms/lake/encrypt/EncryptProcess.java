package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.LocalWorkers;
import io.parquetkms.lake.Workers;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A JVM of its own that encrypts or decrypts, to be killed: says each file that is done. */
final class EncryptProcess {

    private EncryptProcess() {}

    /** Arguments: {@code encrypt} or {@code decrypt}, directory, journal, keystore, password file. */
    public static void main(String[] arguments) throws IOException {
        Configuration settings = settings(arguments[3], arguments[4]);
        Conversions conversions =
                arguments[0].equals("encrypt") ? Conversions.encrypting(settings) : Conversions.decrypting(settings);
        try (Workers workers = new LocalWorkers(settings, 2)) {
            conversions.run(
                    List.of(arguments[1]),
                    workers,
                    file -> System.out.println(file.outcome() + " " + file.problem()),
                    arguments[2]);
        }
        System.out.println("end");
    }

    static Configuration settings(String keystore, String password) {
        Configuration settings = new Configuration(false);
        settings.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        settings.set("parquet.kms.provider", "keystore");
        settings.set("hadoop.security.key.provider.path", keystore);
        settings.set("hadoop.security.keystore.java-keystore-provider.password-file", password);
        settings.set("parquet.encryption.uniform.key", "lake");
        return settings;
    }
}
