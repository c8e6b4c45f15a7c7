package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.parquet.CountingJob.Tools;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.Version;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet-java's own key tools with a plain "base64, Decrypt" client read our files, and we read theirs. */
final class InteroperabilityTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 100;

    private final TestKms kms = TestKms.start();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    @BeforeEach
    void createKeys() {
        CountingJob.createKeys(kms);
    }

    @AfterEach
    void stop() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        Aws.signOut();
        kms.close();
    }

    private Configuration configuration(Tools tools) {
        return CountingJob.configuration(tools, kms.endpoint());
    }

    private Path file() {
        return new Path(directory.resolve("t.parquet").toUri());
    }

    @Test
    void parquetVersion_isTheOneThisRunIsAbout() throws ReflectiveOperationException {
        // by reflection: the compiler copies the constant
        assertThat(Version.class.getField("VERSION_NUMBER").get(null))
                .isEqualTo(System.getProperty("expected.parquet.version"));
    }

    @ParameterizedTest
    @CsvSource({
        "OURS, STOCK, AES_GCM_V1, 128, false",
        "STOCK, OURS, AES_GCM_V1, 128, false",
        "OURS, STOCK, AES_GCM_CTR_V1, 256, true",
        "STOCK, OURS, AES_GCM_CTR_V1, 256, true",
        "OURS, OURS, AES_GCM_V1, 192, true"
    })
    void writtenByOne_readByTheOther(
            Tools writer, Tools reader, String algorithm, String bits, boolean plaintextFooter) {
        Configuration writing = configuration(writer);
        writing.set("parquet.encryption.algorithm", algorithm);
        writing.set("parquet.encryption.data.key.length.bits", bits);
        writing.set("parquet.encryption.kek.length.bits", bits);
        writing.setBoolean("parquet.encryption.plaintext.footer", plaintextFooter);
        Table.write(writing, file(), ROWS);

        assertThat(Table.read(configuration(reader), file())).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void uniform_writtenByOne_readByTheOther() {
        for (Tools writer : Tools.values()) {
            for (Tools reader : Tools.values()) {
                Configuration writing = configuration(writer);
                writing.unset("parquet.encryption.footer.key");
                writing.unset("parquet.encryption.column.keys");
                writing.set("parquet.encryption.uniform.key", "alias/pii");
                Path file = new Path(file().getParent(), writer + "-" + reader + ".parquet");
                Table.write(writing, file, ROWS);

                assertThat(Table.read(configuration(reader), file)).isEqualTo(Table.rows(ROWS));
            }
        }
    }

    @Test
    void stockFile_aliasRePointedSince_isRead() {
        Table.write(configuration(Tools.STOCK), file(), ROWS);
        kms.alias("alias/pii", kms.createKey());

        assertThat(Table.read(configuration(Tools.OURS), file())).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void stockTools_withOurKmsClient_writeAndRead_andUnwrapOnce() {
        Configuration stock = configuration(Tools.STOCK);
        stock.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        Table.write(stock, file(), ROWS);
        assertThat(kms.calls(Operation.ENCRYPT)).isEqualTo(4);
        for (int i = 0; i < 3; i++) {
            KeyToolkit.removeCacheEntriesForAllTokens();
            assertThat(Table.read(stock, file())).isEqualTo(Table.rows(ROWS));
        }

        assertThat(kms.calls(Operation.DECRYPT)).isEqualTo(4);
        assertThat(Table.read(configuration(Tools.OURS), file())).isEqualTo(Table.rows(ROWS));
        assertThat(kms.calls(Operation.DECRYPT))
                .as("the factory and the client share the keyring")
                .isEqualTo(4);
    }

    @Test
    void stockTools_withOurKmsClientAndKeyNames_areReadByOurFactory() {
        String pii = kms.createKey();
        Configuration stock = configuration(Tools.STOCK);
        stock.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        stock.set("parquet.kms.key.pii", pii);
        stock.set("parquet.encryption.footer.key", "pii");
        stock.set("parquet.encryption.column.keys", "pii:phone");
        Table.write(stock, file(), ROWS);
        Configuration ours = configuration(Tools.OURS);
        ours.set("parquet.kms.key.pii", pii);

        assertThat(Table.read(ours, file())).isEqualTo(Table.rows(ROWS));
        assertThat(Table.read(stock, file())).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void stockFile_singleWrapping_isRefusedWithWords() {
        Configuration writing = configuration(Tools.STOCK);
        writing.setBoolean("parquet.encryption.double.wrapping", false);
        Table.write(writing, file(), ROWS);

        assertThatThrownBy(() -> Table.read(configuration(Tools.OURS), file()))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining("single wrapping");
    }

    @Test
    void stockFile_externalMaterial_isRefusedWithWords() {
        Configuration writing = configuration(Tools.STOCK);
        writing.setBoolean("parquet.encryption.key.material.store.internally", false);
        Table.write(writing, file(), ROWS);

        assertThatThrownBy(() -> Table.read(configuration(Tools.OURS), file()))
                .isInstanceOf(InvalidKeyMaterialException.class)
                .hasMessageContaining("outside the file");
    }

    /** Whoever wrote the file chose the URL; nobody is called there. */
    @Test
    void stockFile_withAKmsUrlInIt_isReadFromTheConfiguredKms() {
        Configuration writing = configuration(Tools.STOCK);
        writing.set("parquet.encryption.kms.instance.url", "http://127.0.0.1:1/evil");
        writing.set("parquet.encryption.kms.instance.id", "evil");
        Table.write(writing, file(), ROWS);

        assertThat(Table.read(configuration(Tools.OURS), file())).isEqualTo(Table.rows(ROWS));
    }
}
