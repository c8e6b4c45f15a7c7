package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KeyUnusableException;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
        Aws.signOut();
        kms.close();
    }

    private Path write(String file) {
        Path path = new Path(directory.resolve(file).toUri());
        Table.write(configuration, path, ROWS);
        return path;
    }

    private boolean isPlaintext(Path file) throws IOException {
        return Files.readString(java.nio.file.Path.of(file.toUri()), StandardCharsets.ISO_8859_1)
                .startsWith("PAR1");
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
}
