package io.parquetkms.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A small table with flat and nested columns, written to and read from real Parquet files as any user of Parquet does. */
public final class Table {

    public static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message customer {
              required int64 id;
              required binary name (STRING);
              required binary phone (STRING);
              required double balance;
              optional group address {
                optional binary street (STRING);
                optional binary city (STRING);
              }
              optional group tags (LIST) {
                repeated group list {
                  optional binary element (STRING);
                }
              }
              optional group notes (MAP) {
                repeated group key_value {
                  required binary key (STRING);
                  optional binary value (STRING);
                }
              }
            }
            """);

    private Table() {}

    /** Texts too long to be in encrypted bytes by chance. */
    public static Group row(int i) {
        Group row = new SimpleGroup(SCHEMA);
        row.append("id", (long) i)
                .append("name", "Customer#" + i)
                .append("phone", phone(i))
                .append("balance", i * 1.5);
        row.addGroup("address").append("street", i + " Main St").append("city", "Oslo-" + i % 3);
        row.addGroup("tags").addGroup("list").append("element", "tag number " + i % 5);
        row.addGroup("notes").addGroup("key_value").append("key", "k" + i % 2).append("value", "note number " + i);
        return row;
    }

    static String phone(int i) {
        return "25-989-741-" + (2988 + i);
    }

    public static void write(Configuration configuration, Path file, int rows) {
        try (ParquetWriter<Group> writer = writer(configuration, file)) {
            for (int i = 0; i < rows; i++) {
                writer.write(row(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a program does that brings the keys itself. */
    static void write(FileEncryptionProperties encryption, Path file, int rows) throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file)
                .withConf(new Configuration(false))
                .withType(SCHEMA)
                .withEncryption(encryption)
                .build()) {
            for (int i = 0; i < rows; i++) {
                writer.write(row(i));
            }
        }
    }

    static ParquetWriter<Group> writer(Configuration configuration, Path file) throws IOException {
        return ExampleParquetWriter.builder(file)
                .withConf(configuration)
                .withType(SCHEMA)
                .build();
    }

    /** All rows, as text. */
    public static List<String> read(Configuration configuration, Path file) {
        return read(configuration, file, SCHEMA);
    }

    /** All rows of some columns, as text. */
    public static List<String> read(Configuration configuration, Path file, MessageType projection) {
        Configuration reading = new Configuration(configuration);
        reading.set(ReadSupport.PARQUET_READ_SCHEMA, projection.toString());
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(), file)
                .withConf(reading)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The first rows, as {@link #read} returns them. */
    public static List<String> rows(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(i).toString());
        }
        return rows;
    }

    /** The schema with only some top-level columns. */
    static MessageType only(String... columns) {
        return new MessageType(
                SCHEMA.getName(), List.of(columns).stream().map(SCHEMA::getType).toList());
    }
}
