package io.parquetkms.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.process.OwnRuntime;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A third provider is there as soon as its jar is: files, trust, settings and their misspellings. */
final class MemoryProviderTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory;

    private final Configuration configuration = TestSettings.configuration(
            "parquet.crypto.factory.class",
            ParquetKmsCryptoFactory.class.getName(),
            "parquet.kms.provider",
            "memory",
            "parquet.kms.memory.realm",
            "hr",
            "parquet.kms.key.pii",
            "hr:pii");

    private org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path("unset");

    @BeforeEach
    void name() {
        file = new org.apache.hadoop.fs.Path(
                directory.resolve("customer.parquet").toUri());
    }

    private void write(String key) {
        Configuration writer = new Configuration(configuration);
        writer.set("parquet.encryption.uniform.key", key);
        Table.write(writer, file, 10);
    }

    private void assertRefused(String name, String value, String... inMessage) {
        configuration.set(name, value);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> runtime.runtime().access(configuration))
                .withMessageContainingAll(inMessage);
    }

    @Test
    void file_writtenAndRead_byItsKeys() {
        write("pii");
        runtime.wipe();
        assertThat(Table.read(configuration, file)).isEqualTo(Table.rows(10));
        assertThat(runtime.runtime().journal().statistics().snapshot().calls())
                .hasToString("1 Decrypt, 1 GenerateDataKey");
    }

    @Test
    void file_ofAnotherRealm_isNotTrusted() {
        configuration.set("parquet.kms.key.evil", "evil:key");
        write("evil");
        configuration.unset("parquet.kms.key.evil");
        assertThatThrownBy(() -> Table.read(configuration, file))
                .hasRootCauseInstanceOf(UntrustedKeyException.class)
                .rootCause()
                .hasMessageContainingAll("evil:key", "parquet.kms.trusted.keys");
    }

    @Test
    void keyId_ofAnotherForm_isRefusedInItsWords() {
        configuration.set("parquet.kms.key.pii", "arn:aws:kms:eu-west-1:111122223333:alias/pii");
        assertThatThrownBy(() -> write("pii")).hasMessageContainingAll("Unknown key 'pii'", "is no realm:name");
    }

    @Test
    void property_misspelt_isRefusedNamingTheRightOne() {
        assertRefused("parquet.kms.memory.relm", "hr", "did you mean parquet.kms.memory.realm?");
    }

    @Test
    void property_changedLater_isRefused() {
        Map<String, String> pinned = runtime.runtime().access(configuration).pinned();
        assertThat(pinned).containsEntry("parquet.kms.memory.realm", "hr");
        configuration.set("parquet.kms.memory.realm", "sales");
        try (KmsRuntime application = KmsRuntime.pinned(pinned, null)) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> application.access(configuration))
                    .withMessageContaining("parquet.kms.memory.realm can't be changed in a running application");
        }
    }

    @Test
    void encryptionContext_notAmongItsCapabilities_isRefused() {
        assertRefused(
                "parquet.kms.encryption.context",
                "a=b",
                "parquet.kms.encryption.context",
                "parquet.kms.provider=memory");
    }
}
