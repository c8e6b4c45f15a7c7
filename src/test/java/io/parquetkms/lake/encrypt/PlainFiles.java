package io.parquetkms.lake.encrypt;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Plaintext files with whatever Parquet has: flat and nested, dictionaries and none, bloom filters, several pages and row groups. */
final class PlainFiles {

    static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message customer {
              required int64 id;
              required binary ssn (STRING);
              optional binary country (STRING);
              optional int96 seen;
              required boolean active;
              optional double balance;
              required fixed_len_byte_array(4) code;
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

    /** The text of no other value begins so. */
    static final String SSN = "078-05-";

    private PlainFiles() {}

    static void write(Path file, int rows, CompressionCodecName codec, WriterVersion version) throws IOException {
        write(file, rows, codec, version, Map.of("owner", "crm"));
    }

    static void write(
            Path file, int rows, CompressionCodecName codec, WriterVersion version, Map<String, String> metadata)
            throws IOException {
        ExampleParquetWriter.Builder builder = ExampleParquetWriter.builder(file)
                .withConf(new Configuration(false))
                .withType(SCHEMA)
                .withExtraMetaData(metadata);
        try (ParquetWriter<Group> writer = builder.withCompressionCodec(codec)
                .withWriterVersion(version)
                .withRowGroupSize(20_000L)
                .withPageSize(1_000)
                .withDictionaryPageSize(2_000)
                .withPageWriteChecksumEnabled(codec != CompressionCodecName.UNCOMPRESSED)
                .withBloomFilterNDV("ssn", 500L)
                .withBloomFilterNDV("country", 10L)
                .build()) {
            for (int i = 0; i < rows; i++) {
                writer.write(row(i));
            }
        }
    }

    static Group row(int i) {
        Group row = new SimpleGroup(SCHEMA);
        row.append("id", (long) i).append("ssn", SSN + i);
        if (i % 3 > 0) {
            row.append("country", "country-" + i % 7)
                    .append("seen", new NanoTime(2_440_588 + i, i))
                    .append("balance", i * 1.25);
        }
        row.append("active", i % 3 == 0);
        row.append("code", Binary.fromConstantByteArray(new byte[] {(byte) i, (byte) (i >> 8), 2, 3}));
        if (i % 4 > 0) {
            Group tags = row.addGroup("tags");
            for (int tag = 0; tag < i % 4; tag++) {
                Group list = tags.addGroup("list");
                if (tag != 1) {
                    list.append("element", "tag-" + tag);
                }
            }
        }
        if (i % 5 == 0) {
            row.addGroup("notes").addGroup("key_value").append("key", "k" + i).append("value", "note " + i);
        }
        return row;
    }
}
