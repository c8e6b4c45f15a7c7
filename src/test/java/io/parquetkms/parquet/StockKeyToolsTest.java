package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parquet-java's crypto factory with our {@code KmsClient}, in all that it can be set to. */
final class StockKeyToolsTest {

    private static final int ROWS = 20;

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);

    /** How a file is written. */
    private record Setting(
            boolean doubleWrapping,
            boolean internalMaterial,
            Columns columns,
            boolean plaintextFooter,
            int bits,
            String algorithm) {

        void in(Configuration configuration) {
            configuration.setBoolean("parquet.encryption.double.wrapping", doubleWrapping);
            configuration.setBoolean("parquet.encryption.key.material.store.internally", internalMaterial);
            configuration.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
            configuration.setInt("parquet.encryption.data.key.length.bits", bits);
            configuration.setInt("parquet.encryption.kek.length.bits", bits);
            configuration.set("parquet.encryption.algorithm", algorithm);
            columns.in(configuration);
        }
    }

    /** Which columns have which keys. */
    private enum Columns {
        UNIFORM,
        SOME,
        /** Older key tools don't know it, and leave the other columns in plaintext. */
        COMPLETE;

        void in(Configuration configuration) {
            if (this == UNIFORM) {
                configuration.set("parquet.encryption.uniform.key", "pii");
            } else {
                configuration.set("parquet.encryption.footer.key", "footer");
                configuration.set("parquet.encryption.column.keys", "pii:name,phone;finance:balance");
                configuration.setBoolean("parquet.encryption.complete.columns", this == COMPLETE);
            }
        }
    }

    private static Stream<Setting> settings() {
        List<Setting> all = new ArrayList<>();
        for (boolean doubleWrapping : List.of(true, false)) {
            for (boolean internalMaterial : List.of(true, false)) {
                for (Columns columns : Columns.values()) {
                    for (boolean plaintextFooter : List.of(true, false)) {
                        for (int bits : List.of(128, 192, 256)) {
                            for (String algorithm : List.of("AES_GCM_V1", "AES_GCM_CTR_V1")) {
                                all.add(new Setting(
                                        doubleWrapping, internalMaterial, columns, plaintextFooter, bits, algorithm));
                            }
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @BeforeEach
    void configure() {
        Aws.signIn();
        configuration = stock();
        for (String name : List.of("footer", "pii", "finance")) {
            configuration.set("parquet.kms.key." + name, kms.createKey());
        }
    }

    @AfterEach
    void stop() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        Aws.signOut();
        kms.close();
    }

    private Configuration stock() {
        Configuration stock = Aws.configuration(kms.endpoint());
        stock.set("parquet.crypto.factory.class", PropertiesDrivenCryptoFactory.class.getName());
        stock.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        return stock;
    }

    private Path file() {
        return new Path(directory.resolve("t.parquet").toUri());
    }

    /** As another process would, which remembers nothing. */
    private List<String> readElsewhere(Configuration reading) {
        KeyToolkit.removeCacheEntriesForAllTokens();
        runtime.wipe();
        return Table.read(reading, file());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anySetting_writesAndReads(Setting setting) throws IOException {
        Configuration writing = new Configuration(configuration);
        setting.in(writing);
        Table.write(writing, file(), ROWS);

        assertThat(Files.readString(directory.resolve("t.parquet"), StandardCharsets.ISO_8859_1))
                .doesNotContain(Table.phone(1));
        assertThat(Files.exists(directory.resolve("_KEY_MATERIAL_FOR_t.parquet.json")))
                .isNotEqualTo(setting.internalMaterial());
        assertThat(readElsewhere(writing)).as("with the writer's settings").isEqualTo(Table.rows(ROWS));
        assertThat(readElsewhere(configuration)).as("with keys only").isEqualTo(Table.rows(ROWS));
    }

    /** A factory of ours must not have been there before, nor a client with settings that ours would take. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parquet.encryption.kms.instance.url|https://kms.example",
                "parquet.encryption.kms.enable.url.read|true",
                "parquet.encryption.cache.lifetime.seconds|1",
                "parquet.summary.metadata.level|ALL",
                "parquet.enable.summary-metadata|true",
            })
    void settingOfTheFactory_isNotTheClients(String name, String value) {
        Columns.SOME.in(configuration);
        configuration.set(name, value);
        Table.write(configuration, file(), ROWS);
        assertThat(readElsewhere(configuration)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void client_listsOfAnotherFactory_areNotJudged() {
        configuration.set("parquet.encryption.column.keys", "pii:a\"quote,phone;pii:phone");
        ParquetKmsClient client = new ParquetKmsClient();
        client.initialize(configuration, "DEFAULT", "DEFAULT", "DEFAULT");
        assertThatCode(() -> client.wrapKey(new byte[16], "pii")).doesNotThrowAnyException();
    }

    // ---- instance ids, tokens

    @Test
    void instanceId_isInTheFile_andReadersNeedNone() throws IOException {
        Columns.UNIFORM.in(configuration);
        Configuration writing = new Configuration(configuration);
        writing.set("parquet.encryption.kms.instance.id", "frankfurt");
        writing.set("parquet.encryption.key.material.store.internally", "false");
        Table.write(writing, file(), ROWS);

        assertThat(directory.resolve("_KEY_MATERIAL_FOR_t.parquet.json"))
                .content()
                .contains("frankfurt");
        assertThat(readElsewhere(configuration)).isEqualTo(Table.rows(ROWS));
        configuration.set("parquet.encryption.kms.instance.id", "dublin");
        assertThat(readElsewhere(configuration)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void instanceId_ofStock_isReadByOurFactory() {
        Columns.UNIFORM.in(configuration);
        configuration.set("parquet.encryption.kms.instance.id", "frankfurt");
        Table.write(configuration, file(), ROWS);
        configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
        assertThat(readElsewhere(configuration)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void refreshedToken_asksAgain() {
        Columns.UNIFORM.in(configuration);
        configuration.set("parquet.encryption.key.access.token", "token 1");
        Table.write(configuration, file(), ROWS);
        assertThat(Table.read(configuration, file())).isEqualTo(Table.rows(ROWS));
        long before = kms.calls(Operation.DECRYPT);
        configuration.set("parquet.encryption.key.access.token", "token 2");
        assertThat(Table.read(configuration, file())).isEqualTo(Table.rows(ROWS));
        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(before + 1);
    }
}
