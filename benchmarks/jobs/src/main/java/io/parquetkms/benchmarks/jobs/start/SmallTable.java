package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.kms.Base64KmsClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A few rows with two encrypted columns under two keys; the footer has a third. */
record SmallTable(Configuration configuration) {

    private static final int ROWS = 100;
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message customer {
              required int64 key;
              required binary name (STRING);
              required int64 balance;
            }""");

    static SmallTable plain() {
        return new SmallTable(new Configuration());
    }

    /** With parquet-java's key tools. */
    static SmallTable stock() {
        Configuration configuration = new Configuration();
        configuration.set(
                "parquet.crypto.factory.class", "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory");
        configuration.set("parquet.encryption.kms.client.class", Base64KmsClient.class.getName());
        configuration.set("parquet.encryption.footer.key", "alias/footer");
        configuration.set("parquet.encryption.column.keys", "alias/trade:name;alias/finance:balance");
        return new SmallTable(configuration);
    }

    /** With this library, and without its AES warm-up. */
    static SmallTable oursUnwarmed() {
        SmallTable ours = ours();
        ours.configuration.setBoolean("parquet.kms.crypto.warmup", false);
        return ours;
    }

    /** With this library. */
    static SmallTable ours() {
        Configuration configuration = new Configuration();
        configuration.set("parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        for (String key : List.of("footer", "trade", "finance")) {
            configuration.set("parquet.kms.key." + key, "alias/" + key);
        }
        configuration.set("parquet.encryption.footer.key", "footer");
        configuration.set("parquet.encryption.column.keys", "trade:name;finance:balance");
        return new SmallTable(configuration);
    }

    void write(Path file) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file)
                .withType(SCHEMA)
                .withConf(configuration)
                .build()) {
            for (int key = 0; key < ROWS; key++) {
                writer.write(row(key));
            }
        }
    }

    /** Reads the file back, and throws unless it holds what was written. */
    void check(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(configuration)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                expected.add(row(found.size()).toString());
                found.add(row.toString());
            }
        }
        if (found.size() != ROWS || !found.equals(expected)) {
            throw new IllegalStateException(file + " holds other rows than were written");
        }
    }

    private static Group row(int key) {
        Group row = new SimpleGroup(SCHEMA);
        row.add("key", (long) key);
        row.add("name", "Customer#" + key);
        row.add("balance", key * 7L);
        return row;
    }
}
