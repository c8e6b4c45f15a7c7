package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.kms.keystore.KeystoreFile;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.KeyState;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of stock key tools hold the name that stood in their column list. What it stands for may change, as it must for key
 * rotation; the files stay readable.
 */
final class RepointedNameTest {

    private static final int ROWS = 20;
    private static final Pattern WRAPPED = Pattern.compile("\\\\\"wrapped[DK]EK\\\\\":\\\\\"([^\\\\\"]+)");

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);
    private String old = "";

    @BeforeEach
    void configure() {
        Aws.signIn();
        old = kms.createKey();
        configuration = stock(Aws.configuration(kms.endpoint()));
        configuration.set("parquet.kms.key.pii", old);
    }

    @AfterEach
    void stop() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        Aws.signOut();
        kms.close();
    }

    private static Configuration stock(Configuration configuration) {
        configuration.set("parquet.crypto.factory.class", PropertiesDrivenCryptoFactory.class.getName());
        configuration.set("parquet.encryption.kms.client.class", ParquetKmsClient.class.getName());
        configuration.set("parquet.encryption.footer.key", "pii");
        configuration.set("parquet.encryption.column.keys", "pii:name,phone");
        return configuration;
    }

    private Path file() {
        return new Path(directory.resolve("data").resolve("t.parquet").toUri());
    }

    private java.nio.file.Path material() {
        return directory.resolve("data").resolve("_KEY_MATERIAL_FOR_t.parquet.json");
    }

    /** What stands in the file of key material, decoded. */
    private List<String> wrappedKeys() throws IOException {
        return WRAPPED.matcher(Files.readString(material()))
                .results()
                .map((MatchResult found) ->
                        new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private void repoint(String key) {
        configuration.set("parquet.kms.key.pii", key);
        forget();
    }

    /** As in another process. */
    private void forget() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        runtime.wipe();
    }

    private void assertRead() {
        forget();
        assertThat(Table.read(configuration, file())).isEqualTo(Table.rows(ROWS));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repointed_olderStockFile_isRead(boolean doubleWrapping) {
        configuration.setBoolean("parquet.encryption.double.wrapping", doubleWrapping);
        Table.write(configuration, file(), ROWS);
        repoint(kms.createKey());
        assertRead();
    }

    @Test
    void repointed_olderStockFile_isReadByOurFactory() {
        Table.write(configuration, file(), ROWS);
        repoint(kms.createKey());
        configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
        assertRead();
    }

    @Test
    void repointed_toAliasAndMultiRegionKey_isRead() {
        Table.write(configuration, file(), ROWS);
        kms.alias("alias/new", kms.createKey());
        repoint("alias/new");
        assertRead();
        repoint(kms.createMultiRegionKey("eu-west-1"));
        configuration.set("parquet.kms.trusted.keys", old);
        assertRead();
    }

    /** The file's author may write any name: what counts is the key that unwraps. */
    @Test
    void repointed_olderKeyIsNotTrusted_isRefused() {
        Table.write(configuration, file(), ROWS);
        String later = kms.createKey();
        repoint(later);
        configuration.set("parquet.kms.trusted.keys", later);
        for (Class<?> factory : List.of(PropertiesDrivenCryptoFactory.class, ParquetKmsCryptoFactory.class)) {
            configuration.set("parquet.crypto.factory.class", factory.getName());
            assertThatThrownBy(() -> Table.read(configuration, file()))
                    .hasStackTraceContaining("UntrustedKeyException")
                    .hasStackTraceContaining(old)
                    .hasStackTraceContaining("parquet.kms.trusted.keys");
            forget();
        }
    }

    @Test
    void repointed_newFiles_areOfTheNewKey() {
        Table.write(configuration, file(), ROWS);
        String later = kms.createKey();
        repoint(later);
        configuration.set("parquet.encryption.kms.instance.id", "new");
        Path another = new Path(file().getParent(), "new.parquet");
        Table.write(configuration, another, ROWS);
        kms.state(old, KeyState.PENDING_DELETION);
        forget();
        assertThat(Table.read(configuration, another)).isEqualTo(Table.rows(ROWS));
    }

    // ---- rotation by parquet-java's own tool

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rotateMasterKeys_repointed_fileNeedsTheOldKeyNoMore(boolean doubleWrapping) throws IOException {
        configuration.setBoolean("parquet.encryption.double.wrapping", doubleWrapping);
        configuration.setBoolean("parquet.encryption.key.material.store.internally", false);
        Table.write(configuration, file(), ROWS);
        byte[] before = Files.readAllBytes(material());

        repoint(kms.createKey());
        KeyToolkit.rotateMasterKeys(file().getParent().toString(), configuration);

        assertThat(material()).exists();
        assertThat(Files.readAllBytes(material())).isNotEqualTo(before);
        kms.delete(old);
        assertRead();
    }

    @Test
    void rotateMasterKeys_rolledKeystoreKey_isWrappedAnew() throws IOException {
        try (KeystoreFile keystore = new KeystoreFile(directory)) {
            keystore.create("pii_2026", 256);
            configuration = stock(new Configuration(false));
            configuration.set("parquet.kms.provider", "keystore");
            configuration.set(
                    "hadoop.security.key.provider.path", keystore.uri().toString());
            configuration.set("hadoop.security.keystore.java-keystore-provider.password-file", KeystoreFile.PASSWORD);
            configuration.setBoolean("parquet.encryption.key.material.store.internally", false);
            configuration.set("parquet.kms.key.pii", "pii_2026");
            Table.write(configuration, file(), ROWS);

            keystore.roll("pii_2026");
            rotateTo("pii_2026", "pii_2026@1");
            keystore.create("pii_2027", 256);
            rotateTo("pii_2027", "pii_2027@0");
        }
    }

    private void rotateTo(String key, String version) throws IOException {
        repoint(key);
        assertRead();
        forget();
        KeyToolkit.rotateMasterKeys(file().getParent().toString(), configuration);
        assertThat(wrappedKeys())
                .filteredOn(wrapped -> wrapped.contains("pii_"))
                .hasSize(3)
                .allSatisfy(wrapped -> assertThat(wrapped).contains(version));
        assertRead();
    }
}
