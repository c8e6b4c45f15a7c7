package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyNotFoundException;
import io.parquetkms.kms.KeyUnusableException;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
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

/** Real files, written and read under a policy: whoever does it sets nothing but where that is. */
final class PolicyFilesTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private static final int ROWS = 10;

    private final TestKms kms = TestKms.start();
    private final String pii = kms.createKey();
    private final String acme = kms.createKey();
    private final String initech = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private Configuration configuration = new Configuration(false);

    @BeforeEach
    void configure() throws IOException {
        Aws.signIn();
        directory = directory.toRealPath();
        kms.alias("alias/tenant-acme", acme);
        kms.alias("alias/tenant-initech", initech);
        configuration = Aws.configuration(kms.endpoint());
        policy("""
                { "version": 1,
                  "keys": { "pii": "%2$s", "tenant": "alias/tenant-{tenant}" },
                  "places": [
                    { "path": "%1$s/customer", "key": "pii" },
                    { "path": "%1$s/orders", "key": "tenant", "logKey": "pii",
                      "encryptionContext": { "table": "orders" } },
                    { "path": "%1$s/only-required", "required": true },
                    { "path": "%1$s/customer/public", "plaintext": true } ] }
                """.formatted(directory.toUri(), pii));
    }

    private void policy(String text) throws IOException {
        java.nio.file.Path file = Files.writeString(directory.resolve("lake.json"), text);
        configuration.set("parquet.kms.policy", file.toUri().toString());
    }

    @AfterEach
    void stop() {
        KeyToolkit.removeCacheEntriesForAllTokens();
        Aws.signOut();
        kms.close();
    }

    private Path write(String file) {
        Path path = new Path(directory.resolve(file).toUri());
        Table.write(configuration, path, ROWS);
        return path;
    }

    private static String bytes(Path file) throws IOException {
        return Files.readString(java.nio.file.Path.of(file.toUri()), StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlaintext(Path file) throws IOException {
        return bytes(file).startsWith("PAR1");
    }

    @Test
    void place_isEncryptedWithItsKey_andOthersAreLeftAlone() throws IOException {
        Path customer = write("customer/f.parquet");
        assertThat(isPlaintext(customer)).isFalse();
        assertThat(Table.read(configuration, customer)).isEqualTo(Table.rows(ROWS));
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY)).isEqualTo(1);
        assertThat(isPlaintext(write("customer/public/f.parquet"))).isTrue();
        assertThat(isPlaintext(write("elsewhere/f.parquet"))).isTrue();
    }

    @Test
    void plantedPlaintext_inAPlace_isRefusedWithThePolicysLine() throws IOException {
        Path planted = write("elsewhere/f.parquet");
        Path there = new Path(directory.resolve("customer/f.parquet").toUri());
        Files.createDirectories(directory.resolve("customer"));
        Files.copy(java.nio.file.Path.of(planted.toUri()), java.nio.file.Path.of(there.toUri()));
        assertThatThrownBy(() -> Table.read(configuration, there))
                .isInstanceOf(UnencryptedFileException.class)
                .hasMessageContainingAll("lake.json, line 4", "says it must be encrypted");
    }

    @Test
    void onlyRequired_withoutAKey_isRefused() {
        assertThatThrownBy(() -> write("only-required/f.parquet"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("Refusing to write", "lake.json, line 7", "no key is configured");
    }

    @Test
    void tenants_eachWithItsKey_isShreddedByDisablingIt() throws IOException {
        Path ofAcme = write("orders/tenant=acme/f.parquet");
        write("orders/tenant=acme/g.parquet");
        Path ofInitech = write("orders/tenant=initech/f.parquet");
        assertThat(kms.calls(Operation.GENERATE_DATA_KEY))
                .as("K is the number of tenants")
                .isEqualTo(2);
        kms.disable(acme);
        runtime.wipe();
        assertThatThrownBy(() -> Table.read(configuration, ofAcme)).isInstanceOf(KeyUnusableException.class);
        assertThat(Table.read(configuration, ofInitech)).isEqualTo(Table.rows(ROWS));
        assertThat(initech).isNotEqualTo(acme);
    }

    // ---- columns

    @Test
    void columns_ofAPlace_areUnderTheirKeys_andTheOthersInPlaintextIfItSaysSo() throws IOException {
        policy("""
                { "version": 1, "maxPartitionKeys": 2,
                  "places": [ { "path": "%1$s/customer", "footerKey": "%2$s", "unmatched": "plaintext",
                                "columns": { "alias/tenant-{tenant}": ["phone", "address.**"], "%2$s": ["tags"] } } ] }
                """.formatted(directory.toUri(), pii));
        configuration.setBoolean("parquet.enable.dictionary", false);
        Path file = write("customer/tenant=acme/f.parquet");
        assertThat(Table.read(configuration, file)).isEqualTo(Table.rows(ROWS));
        String bytes = bytes(file);
        assertThat(bytes)
                .contains("Customer#1", "note number 1")
                .doesNotContain(Table.phone(1), "1 Main St", "tag number 1");
        kms.disable(acme);
        runtime.wipe();
        assertThat(Table.read(configuration, file, Table.only("id", "name", "tags")))
                .hasSize(ROWS);
        assertThatThrownBy(() -> Table.read(configuration, file, Table.only("phone")))
                .hasStackTraceContaining(KeyUnusableException.class.getName());
    }

    /** Standard files: who has the rights reads them without this library. */
    @Test
    void fileOfATenant_isReadByParquetsOwnKeyTools() {
        Path file = write("customer/f.parquet");
        Configuration stock = new Configuration(false);
        stock.set("parquet.crypto.factory.class", PropertiesDrivenCryptoFactory.class.getName());
        stock.set("parquet.encryption.kms.client.class", NaiveKmsClient.class.getName());
        stock.set(NaiveKmsClient.ENDPOINT, kms.endpoint().toString());
        assertThat(Table.read(stock, file)).isEqualTo(Table.rows(ROWS));
    }

    // ---- tenants

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders/f.parquet",
                "orders/tenant=/f.parquet",
                "orders/tenant=a%2F..%2Fadmin/f.parquet",
                "orders/tenant=acme/tenant=initech/f.parquet",
                "orders/tenant=__HIVE_DEFAULT_PARTITION__/f.parquet"
            })
    void tenantWithoutAKey_isRefusedBeforeAnythingIsWritten(String file) {
        assertThatThrownBy(() -> write(file))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("Refusing to write there", "lake.json, line 5", "tenant");
        assertThat(directory.resolve(file)).doesNotExist();
        assertThat(kms.totalCalls()).isZero();
    }

    @Test
    void tenantWhoseKeyIsMissing_isRefusedWithItsAlias() {
        assertThatThrownBy(() -> write("orders/tenant=umbrella/f.parquet"))
                .isInstanceOf(KeyNotFoundException.class)
                .hasMessageContaining("alias/tenant-umbrella");
    }

    @Test
    void tenants_moreThanThePolicyAllows_areRefused_andThoseThatWereThereGoOn() throws IOException {
        policy("""
                { "version": 1, "maxPartitionKeys": 1,
                  "places": [ { "path": "%1$s/orders", "key": "alias/tenant-{tenant}" } ] }
                """.formatted(directory.toUri()));
        write("orders/tenant=acme/f.parquet");
        assertThatThrownBy(() -> write("orders/tenant=initech/f.parquet"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("alias/tenant-initech", "1 keys", "lake.json", "maxPartitionKeys");
        write("orders/tenant=acme/g.parquet");
    }

    @Test
    void fileOfATenant_whereItsDirectoryWasLost_isStillRead() throws IOException {
        Path file = write("orders/tenant=acme/f.parquet");
        java.nio.file.Path moved = directory.resolve("orders/f.parquet");
        Files.move(java.nio.file.Path.of(file.toUri()), moved);
        assertThat(Table.read(configuration, new Path(moved.toUri()))).isEqualTo(Table.rows(ROWS));
    }

    // ---- what table formats write

    @Test
    void checkpointOfATable_isWholeUnderTheLogsKey_andRead() throws IOException {
        configuration.set("parquet.encryption.column.keys", "pii:no_such_column");
        Path checkpoint = write("orders/_delta_log/00001.checkpoint.parquet");
        assertThat(bytes(checkpoint)).startsWith("PARE");
        assertThat(kms.log()).extracting(RecordedRequest::keyArn).containsOnly(pii);
        assertThat(Table.read(configuration, checkpoint)).isEqualTo(Table.rows(ROWS));
    }

    @Test
    void checkpoint_underEncryptedPaths_isWholeUnderTheFootersKey() throws IOException {
        configuration.unset("parquet.kms.policy");
        configuration.set("parquet.encryption.footer.key", pii);
        configuration.set("parquet.encryption.column.keys", pii + ":no_such_column");
        configuration.set(
                "parquet.kms.encrypted.paths", directory.resolve("guarded").toString());
        assertThat(bytes(write("guarded/t/_delta_log/00001.checkpoint.parquet")))
                .startsWith("PARE");
        assertThat(bytes(write("elsewhere/_delta_log/00001.checkpoint.parquet")))
                .startsWith("PARE");
        configuration.unset("parquet.encryption.column.keys");
        configuration.set("parquet.kms.columns", pii + ": no_such_column");
        configuration.set("parquet.kms.columns.missing", "ignore");
        assertThat(bytes(write("unrelated/_delta_log/00001.checkpoint.parquet")))
                .as("an unrelated table is left alone")
                .startsWith("PAR1");
        assertThat(bytes(write("guarded/t/_delta_log/00002.checkpoint.parquet")))
                .startsWith("PARE");
    }

    // ---- the encryption context

    @Test
    void encryptionContext_ofAPlace_isBoundToItsKeys() {
        Path file = write("orders/tenant=acme/f.parquet");
        write("customer/f.parquet");
        assertThat(kms.log())
                .extracting(RecordedRequest::encryptionContext)
                .containsExactly(Map.of("table", "orders"), Map.of());
        assertThat(Table.read(configuration, file)).isEqualTo(Table.rows(ROWS));
        configuration.unset("parquet.kms.policy");
        assertThatThrownBy(() -> Table.read(configuration, file)).isInstanceOf(InvalidKeyMaterialException.class);
    }

    // ---- in an application

    /** A session has its own settings, and a policy that changes while the application runs changes nothing. */
    @Test
    void pinned_policyOfTheStart_holds() throws IOException {
        try (KmsRuntime reader = new KmsRuntime()) {
            KeyAccess start = reader.access(configuration);
            try (KmsRuntime application =
                    KmsRuntime.pinned(start.pinned(), start.rules().policy()).begin()) {
                assertThat(application.access(configuration).rules().policy())
                        .isSameAs(start.rules().policy());
                policy("{ \"version\": 1, \"default\": { \"plaintext\": true } }");
                configuration.set("parquet.kms.plaintext.levels", "false");
                assertThat(bytes(write("customer/f.parquet"))).startsWith("PARE");
                configuration.set("parquet.encryption.footer.key", acme);
                assertThatThrownBy(() -> write("customer/g.parquet"))
                        .isInstanceOf(InvalidConfigurationException.class)
                        .hasMessageContaining("would change what policy ");
                configuration.unset("parquet.encryption.footer.key");
                configuration.set("parquet.kms.policy", "/another.json");
                assertThatThrownBy(() -> write("customer/g.parquet"))
                        .hasMessageContaining("Property parquet.kms.policy can't be changed in a running application");
            }
        }
    }

    @Test
    void unknownKey_ofThePolicy_isSaidWithItsLine() throws IOException {
        policy("""
                { "version": 1, "keys": { "pii": "%2$s" },
                  "places": [ { "path": "%1$s",
                                "key": "pi" } ] }
                """.formatted(directory.toUri(), pii));
        assertThatThrownBy(() -> write("f.parquet"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("Unknown key 'pi' in policy ", "lake.json, line 3", "configured: [pii]");
    }
}
