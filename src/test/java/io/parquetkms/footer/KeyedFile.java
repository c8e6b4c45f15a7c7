package io.parquetkms.footer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parquetkms.parquet.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/**
 * A file of several row groups, with keys that the test brings itself: key metadata is a short text. Three columns have their own
 * keys, one of them in a map, and the others the footer's or none.
 */
record KeyedFile(Path path, Mode mode, ParquetCipher algorithm, int bits) {

    static final int ROWS = 300;

    private static final List<String> OWN = List.of("phone", "balance", "notes.key_value.value");

    enum Mode {
        ENCRYPTED_FOOTER,
        PLAINTEXT_FOOTER,
        /** Encrypted footer, and the other columns under its key. */
        COMPLETE,
        /** With an AAD prefix that is not stored. */
        AAD_PREFIX
    }

    static final byte[] PREFIX = "a table".getBytes(UTF_8);

    byte[] dek(String name) {
        byte[] dek = new byte[bits / 8];
        for (int i = 0; i < dek.length; i++) {
            dek[i] = (byte) (name.hashCode() >> (i % 4 * 8));
        }
        return dek;
    }

    static byte[] metadata(String name, String kmsKey) {
        return (kmsKey + ":" + name).getBytes(UTF_8);
    }

    /** As {@link #metadata}, under another KMS key. */
    static byte[] under(String kmsKey, byte[] metadata) {
        String text = new String(metadata, UTF_8);
        return (kmsKey + text.substring(text.indexOf(':'))).getBytes(UTF_8);
    }

    KeyedFile write() throws IOException {
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(path.toUri()))
                .withConf(new Configuration(false))
                .withType(Table.SCHEMA)
                .withRowGroupSize(1024L)
                .withEncryption(encryption())
                .build()) {
            for (int i = 0; i < ROWS; i++) {
                writer.write(Table.row(i));
            }
        }
        return this;
    }

    private FileEncryptionProperties encryption() {
        FileEncryptionProperties.Builder builder = FileEncryptionProperties.builder(dek("footer"))
                .withFooterKeyMetadata(metadata("footer", "old"))
                .withAlgorithm(algorithm);
        if (mode == Mode.PLAINTEXT_FOOTER) {
            builder.withPlaintextFooter();
        }
        if (mode == Mode.AAD_PREFIX) {
            builder.withAADPrefix(PREFIX).withoutAADPrefixStorage();
        }
        return builder.withEncryptedColumns(columns()).build();
    }

    private Map<ColumnPath, ColumnEncryptionProperties> columns() {
        Map<ColumnPath, ColumnEncryptionProperties> columns = new HashMap<>();
        for (String name : OWN) {
            columns.put(
                    ColumnPath.fromDotString(name),
                    column(name)
                            .withKey(dek(name))
                            .withKeyMetaData(metadata(name, "old"))
                            .build());
        }
        if (mode == Mode.COMPLETE) {
            for (String[] path : Table.SCHEMA.getPaths()) {
                columns.computeIfAbsent(
                        ColumnPath.get(path),
                        column -> column(column.toDotString()).build());
            }
        }
        return columns;
    }

    private static ColumnEncryptionProperties.Builder column(String name) {
        return ColumnEncryptionProperties.builder(ColumnPath.fromDotString(name));
    }

    byte[] bytes() throws IOException {
        return Files.readAllBytes(path);
    }

    InputFile input() throws IOException {
        return input(path);
    }

    static InputFile input(Path path) throws IOException {
        return HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration(false));
    }

    byte[] aadPrefix() {
        return mode == Mode.AAD_PREFIX ? PREFIX : new byte[0];
    }

    Footer open(FileTail tail) throws IOException {
        return tail.open(dek("footer"), mode == Mode.AAD_PREFIX ? PREFIX : null);
    }

    /** All rows, by a reader that knows keys only under these KMS keys. */
    List<String> read(String footerKmsKey, String columnKmsKey) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(path.toUri()))
                .withConf(new Configuration(false))
                .withDecryption(decryption(footerKmsKey, columnKmsKey))
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private FileDecryptionProperties decryption(String footerKmsKey, String columnKmsKey) {
        FileDecryptionProperties.Builder builder = FileDecryptionProperties.builder()
                .withKeyRetriever((DecryptionKeyRetriever) metadata -> {
                    String text = new String(metadata, UTF_8);
                    String name = text.substring(text.indexOf(':') + 1);
                    String kmsKey = name.equals("footer") ? footerKmsKey : columnKmsKey;
                    if (!text.startsWith(kmsKey + ":")) {
                        throw new IllegalStateException("No key for " + text);
                    }
                    return dek(name);
                });
        return mode == Mode.AAD_PREFIX ? builder.withAADPrefix(PREFIX).build() : builder.build();
    }

    /** The body as it is, and another tail. */
    KeyedFile with(FileTail tail) throws IOException {
        byte[] body = java.util.Arrays.copyOf(bytes(), Math.toIntExact(tail.start()));
        Path changed = path.resolveSibling("changed.parquet");
        try (java.io.OutputStream out = Files.newOutputStream(changed)) {
            out.write(body);
            out.write(tail.bytes());
        }
        Files.deleteIfExists(path.resolveSibling(".changed.parquet.crc"));
        return new KeyedFile(changed, mode, algorithm, bits);
    }
}
