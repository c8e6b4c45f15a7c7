package io.parquetkms.parquet;

import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * A job for a JVM of its own: writes or reads many files with four encrypted columns under three keys and a footer under a
 * fourth. It works on each file for at least a given time, so that the job outlives Parquet's cache lifetime where it should.
 */
final class CountingJob {

    private static final List<String> KEYS = List.of("footer", "pii", "finance", "hr");

    /** Whose key tools do the job. */
    enum Tools {
        OURS,
        STOCK
    }

    private CountingJob() {}

    /** Arguments: tools, read or write, endpoint, directory, number of files, milliseconds for each, cache lifetime in s. */
    public static void main(String[] args) throws IOException {
        Configuration configuration = configuration(Tools.valueOf(args[0]), URI.create(args[2]));
        configuration.set("parquet.encryption.cache.lifetime.seconds", args[6]);
        Duration each = Duration.ofMillis(Long.parseLong(args[5]));
        for (int i = 0; i < Integer.parseInt(args[4]); i++) {
            Path file = new Path(args[3], "part-" + i + ".parquet");
            if (args[1].equals("write")) {
                write(configuration, file, each);
            } else {
                read(configuration, file, each);
            }
        }
    }

    /** Ours and stock key tools alike, with keys by alias. */
    static Configuration configuration(Tools tools, URI endpoint) {
        Aws.signIn();
        Configuration configuration = Aws.configuration(endpoint);
        if (tools == Tools.STOCK) {
            configuration.set("parquet.crypto.factory.class", PropertiesDrivenCryptoFactory.class.getName());
            configuration.set("parquet.encryption.kms.client.class", NaiveKmsClient.class.getName());
            configuration.set(NaiveKmsClient.ENDPOINT, endpoint.toString());
        }
        configuration.set("parquet.encryption.footer.key", "alias/footer");
        configuration.set(
                "parquet.encryption.column.keys", "alias/pii:name,phone;alias/finance:balance;alias/hr:address.city");
        return configuration;
    }

    /** The keys of the job. */
    static void createKeys(TestKms kms) {
        KEYS.forEach(key -> kms.alias("alias/" + key, kms.createKey()));
    }

    private static void write(Configuration configuration, Path file, Duration atLeast) {
        long start = System.nanoTime();
        try (ParquetWriter<Group> writer = Table.writer(configuration, file)) {
            int i = 0;
            do {
                writer.write(Table.row(i++));
            } while (System.nanoTime() - start < atLeast.toNanos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Configuration configuration, Path file, Duration atLeast) {
        long start = System.nanoTime();
        do {
            if (Table.read(configuration, file).isEmpty()) {
                throw new IllegalStateException("No rows in " + file);
            }
        } while (System.nanoTime() - start < atLeast.toNanos());
    }
}
