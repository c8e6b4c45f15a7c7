package io.parquetkms.plainjava;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A Parquet file of customers. Nothing here knows of encryption: the configuration does. */
record CustomerFile(Path path) {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            "message customer { required int64 id; required binary phone (STRING); required double balance; }");

    private static final MessageType WITHOUT_PHONE =
            MessageTypeParser.parseMessageType("message customer { required int64 id; required double balance; }");

    record Customer(long id, String phone, double balance) {}

    /** Without a dictionary and without compression: plaintext values would stand in the file as they are. */
    void write(List<Customer> customers, Configuration configuration) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(hadoopPath())
                .withConf(configuration)
                .withType(SCHEMA)
                .withDictionaryEncoding(false)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .build()) {
            for (Customer customer : customers) {
                writer.write(new SimpleGroup(SCHEMA)
                        .append("id", customer.id())
                        .append("phone", customer.phone())
                        .append("balance", customer.balance()));
            }
        }
    }

    List<Customer> read(Configuration configuration) throws IOException {
        List<Customer> customers = new ArrayList<>();
        for (Group row : rows(SCHEMA, configuration)) {
            customers.add(new Customer(row.getLong("id", 0), row.getString("phone", 0), row.getDouble("balance", 0)));
        }
        return customers;
    }

    /** Does without the column phone, and without its key. */
    double sumOfBalances(Configuration configuration) throws IOException {
        return rows(WITHOUT_PHONE, configuration).stream()
                .mapToDouble(row -> row.getDouble("balance", 0))
                .sum();
    }

    private List<Group> rows(MessageType columns, Configuration configuration) throws IOException {
        Configuration projection = new Configuration(configuration);
        projection.set(ReadSupport.PARQUET_READ_SCHEMA, columns.toString());
        List<Group> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), hadoopPath())
                .withConf(projection)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Whether an ASCII string stands anywhere in the file's bytes. */
    boolean contains(String value) throws IOException {
        return Files.readString(path, StandardCharsets.ISO_8859_1).contains(value);
    }

    private org.apache.hadoop.fs.Path hadoopPath() {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
