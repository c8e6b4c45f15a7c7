package io.parquetkms.benchmarks.jobs.memory;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.process.Keyrings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Fills a keyring as a job does, by a file with so many columns, each under a KMS key of its own, and prints how many bytes of
 * heap go when the keyring is emptied: for each key that it writes with, and for each that it reads with.
 */
public final class FootprintJob {

    private static final int COLLECTIONS = 5;
    private static final int ROUNDS = 7;

    private FootprintJob() {}

    public static void main(String[] args) {
        int keys = Integer.parseInt(args[0]);
        emptied(file(1)); // classes and what else is there once
        List<Long> writing = new ArrayList<>();
        List<Long> reading = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<byte[]> metadata = file(keys);
            writing.add(emptied(metadata) / keys);
            read(keys, metadata);
            reading.add(emptied(metadata) / keys);
        }
        System.out.println("writing\t" + median(writing));
        System.out.println("reading\t" + median(reading));
    }

    /** Something else that goes at the same time shows in one round or two, not in most. */
    private static long median(List<Long> rounds) {
        return rounds.stream().sorted().toList().get(ROUNDS / 2);
    }

    /** How much less heap is in use once the keyring holds nothing. The file's metadata stay. */
    private static long emptied(List<byte[]> metadata) {
        long full = heapInUse();
        int held = Keyrings.keysInUse().size();
        if (held != metadata.size()) {
            throw new IllegalStateException("The keyring holds " + held + " keys, not " + metadata.size());
        }
        Keyrings.closeAll();
        return full - heapInUse();
    }

    private static long heapInUse() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Makes the keys of a file; returns its key metadata, column by column. */
    private static List<byte[]> file(int keys) {
        FileEncryptionProperties file = new ParquetKmsCryptoFactory()
                .getFileEncryptionProperties(configuration(keys), null, new WriteContext(schema(keys), Map.of()));
        return file.getEncryptedColumns().values().stream()
                .map(ColumnEncryptionProperties::getKeyMetaData)
                .toList();
    }

    private static void read(int keys, List<byte[]> metadata) {
        DecryptionKeyRetriever retriever = new ParquetKmsCryptoFactory()
                .getFileDecryptionProperties(configuration(keys), null)
                .getKeyRetriever();
        metadata.forEach(retriever::getKey);
    }

    private static Configuration configuration(int keys) {
        Configuration configuration = new Configuration();
        configuration.set("parquet.encryption.footer.key", "alias/key0");
        configuration.set(
                "parquet.encryption.column.keys",
                IntStream.range(0, keys)
                        .mapToObj(key -> "alias/key" + key + ":column" + key)
                        .collect(Collectors.joining(";")));
        return configuration;
    }

    private static MessageType schema(int keys) {
        return new MessageType(
                "wide",
                IntStream.range(0, keys)
                        .mapToObj(key ->
                                (Type) new PrimitiveType(Repetition.OPTIONAL, PrimitiveTypeName.INT64, "column" + key))
                        .toList());
    }
}
