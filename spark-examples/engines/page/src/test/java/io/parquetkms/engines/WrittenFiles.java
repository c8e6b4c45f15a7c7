package io.parquetkms.engines;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProviderFactory;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The same {@link People} in files of several kinds, in row groups and pages with dictionaries, statistics and indexes. */
record WrittenFiles(Path directory) {

    static final String PLAINTEXT = "plaintext";
    static final String PLAINTEXT_V2 = "plaintext-v2";
    static final String ENCRYPTED_FOOTER = "encrypted-footer";
    static final String PLAINTEXT_FOOTER = "plaintext-footer";
    static final String PLAINTEXT_FOOTER_V2 = "plaintext-footer-v2";

    private static final List<String> KEYS = List.of("footer", "pii", "finance");
    private static final int KEY_BITS = 128;
    private static final long ROW_GROUP_BYTES = 40_000;
    private static final int ROWS_OF_A_PAGE = 500;

    static WrittenFiles in(Path directory) throws IOException, NoSuchAlgorithmException {
        WrittenFiles files = new WrittenFiles(directory);
        files.makeKeys();
        Map<String, String> encrypted = new TreeMap<>(files.keys());
        encrypted.put("parquet.encryption.footer.key", "footer");
        encrypted.put("parquet.encryption.column.keys", "pii:ssn,nickname;finance:salary");
        files.write(PLAINTEXT, Map.of(), WriterVersion.PARQUET_1_0);
        files.write(PLAINTEXT_V2, Map.of(), WriterVersion.PARQUET_2_0);
        files.write(ENCRYPTED_FOOTER, encrypted, WriterVersion.PARQUET_1_0);
        encrypted.put("parquet.encryption.plaintext.footer", "true");
        files.write(PLAINTEXT_FOOTER, encrypted, WriterVersion.PARQUET_1_0);
        encrypted.put("parquet.kms.plaintext.levels", "true");
        files.write(PLAINTEXT_FOOTER_V2, encrypted, WriterVersion.PARQUET_2_0);
        return files;
    }

    Path file(String kind) {
        return directory.resolve(kind + ".parquet");
    }

    /** What a reader sets to have all keys. */
    Map<String, String> keys() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "parquet.crypto.factory.class",
                "io.parquetkms.parquet.ParquetKmsCryptoFactory",
                "parquet.kms.provider",
                "keystore",
                "hadoop.security.key.provider.path",
                keystore()));
        KEYS.forEach(key -> settings.put("parquet.kms.key." + key, key));
        return settings;
    }

    private String keystore() {
        return "jceks://file" + directory.resolve("keys.jceks").toUri().getRawPath();
    }

    private void makeKeys() throws IOException, NoSuchAlgorithmException {
        Configuration configuration = new Configuration();
        KeyProvider provider = KeyProviderFactory.get(URI.create(keystore()), configuration);
        for (String key : KEYS) {
            provider.createKey(key, KeyProvider.options(configuration).setBitLength(KEY_BITS));
        }
        provider.flush();
    }

    private void write(String kind, Map<String, String> settings, WriterVersion version) throws IOException {
        Configuration configuration = new Configuration();
        settings.forEach(configuration::set);
        MessageType schema = MessageTypeParser.parseMessageType(People.schema(People.names()));
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                        new org.apache.hadoop.fs.Path(file(kind).toUri()))
                .withType(schema)
                .withConf(configuration)
                .withWriterVersion(version)
                .withPageRowCountLimit(ROWS_OF_A_PAGE)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withMinRowCountForPageSizeCheck(ROWS_OF_A_PAGE)
                .withMaxRowCountForPageSizeCheck(ROWS_OF_A_PAGE)
                .build()) {
            for (int id = 0; id < People.COUNT; id++) {
                writer.write(row(new SimpleGroupFactory(schema).newGroup(), id));
            }
        }
    }

    private static Group row(Group row, int id) {
        for (String column : People.names()) {
            String value = People.value(id, column);
            if (value != null && People.isNumber(column)) {
                row.append(column, Long.parseLong(value));
            } else if (value != null) {
                row.append(column, value);
            }
        }
        return row;
    }
}
