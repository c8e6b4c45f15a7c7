package io.parquetkms.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.kms.KmsKeys.Naming;
import io.parquetkms.kms.UntrustedKeyException;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import io.parquetkms.testkms.TestKms;
import java.io.File;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A running application without a broker between: Spark's local mode, and executors with {@code parquet.kms.spark.broker=off}. Its
 * start trusts one key; sessions and tables name others.
 */
final class LaterKeysTest {

    private static final byte[] KEY = new byte[16];

    private final TestKms kms = TestKms.start();
    private final String trusted = kms.createKey();
    private final String other = kms.createKey();
    private final Configuration start = Aws.configuration(kms.endpoint());

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    private KmsRuntime application = new KmsRuntime();

    @BeforeEach
    void begin() {
        Aws.signIn();
        kms.alias("alias/fine", trusted);
        kms.alias("alias/late", other);
        start.set("parquet.kms.key.pii", trusted);
        start.set("parquet.kms.trusted.keys", trusted);
        begin(Map.of());
    }

    private void begin(Map<String, String> more) {
        more.forEach(start::set);
        application.close();
        try (KmsRuntime reader = new KmsRuntime()) {
            application = KmsRuntime.pinned(reader.access(start).pinned(), null).begin();
        }
    }

    @AfterEach
    void end() {
        application.close();
        Aws.signOut();
        kms.close();
    }

    private static String id(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    private Path file() {
        return new Path(directory.resolve("customer.parquet").toUri());
    }

    private Configuration later(String... namesAndValues) {
        Configuration later = new Configuration(start);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            later.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return later;
    }

    private static ParquetKmsClient client(Configuration configuration) {
        ParquetKmsClient client = new ParquetKmsClient();
        client.initialize(configuration, "DEFAULT", "DEFAULT", "DEFAULT");
        return client;
    }

    private void assertRefused(String key) {
        for (Configuration configuration : new Configuration[] {
            later("parquet.encryption.uniform.key", key),
            later("parquet.kms.key.late", key, "parquet.encryption.uniform.key", "late"),
            later("parquet.encryption.footer.key", "pii", "parquet.encryption.column.keys", key + ":name"),
        }) {
            assertThatExceptionOfType(UntrustedKeyException.class)
                    .isThrownBy(() -> Table.write(configuration, file(), 1))
                    .withMessageContainingAll(other, "configured after the application started");
            assertThatExceptionOfType(UntrustedKeyException.class)
                    .isThrownBy(() -> client(configuration).wrapKey(KEY, key))
                    .withMessageContaining(other);
        }
        assertThatExceptionOfType(UntrustedKeyException.class)
                .isThrownBy(() -> client(start).wrapKey(KEY, key))
                .withMessageContaining(other);
    }

    @Test
    void write_aliasNamedLaterOfAnUntrustedKey_isRefused() {
        assertRefused("alias/late");
    }

    @Test
    void write_bareIdNamedLaterOfAnUntrustedKey_isRefused() {
        assertRefused(id(other));
    }

    @Test
    void write_arnNamedLaterOfAnUntrustedKey_isRefusedWithoutARequest() {
        assertRefused(other);
        assertThat(kms.log()).noneMatch(request -> other.equals(request.keyArn()));
    }

    @Test
    void write_aliasOrIdNamedLaterOfATrustedKey_works() {
        for (String key : new String[] {"alias/fine", id(trusted), trusted}) {
            Table.write(later("parquet.encryption.uniform.key", key), file(), 3);
            assertThat(Table.read(start, file())).isEqualTo(Table.rows(3));
            assertThat(client(start).wrapKey(KEY, key)).isNotEmpty();
            assertThat(new File(file().toUri()).delete()).isTrue();
        }
    }

    /** What an alias of the start leads to is the administrator's choice, in a column list as under a name. */
    @Test
    void write_aliasOfTheStartsColumnList_isWhateverItLeadsTo() {
        begin(Map.of(
                "parquet.encryption.footer.key", "pii",
                "parquet.encryption.column.keys", "alias/late:name"));
        Table.write(new Configuration(start), file(), 3);
        Configuration bare = Aws.configuration(kms.endpoint());
        assertThat(application.access(bare).keys().naming("alias/late")).isEqualTo(Naming.NAMED);
    }

    // ---- how files are encrypted

    /** The start's key holds, also where a configuration was made from nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "unset"})
    void write_uniformKeyBlankLater_isEncrypted(String blank) {
        begin(Map.of("parquet.encryption.uniform.key", "pii", "parquet.encryption.data.key.length.bits", "256"));
        Configuration relaxed = later("parquet.encryption.uniform.key", blank);
        if (blank.equals("unset")) {
            relaxed.unset("parquet.encryption.uniform.key");
        }
        Table.write(relaxed, file(), 3);
        assertThat(Table.read(start, file())).isEqualTo(Table.rows(3));
        KeyAccess access = application.access(relaxed);
        assertThat(access.settings().encryption())
                .isEqualTo(application.access(start).settings().encryption());
        assertThatExceptionOfType(ParquetCryptoRuntimeException.class)
                .isThrownBy(() -> Table.read(new Configuration(false), file()));
    }

    @Test
    void write_misspeltBehindAPrefixOfSparks_isRefused() {
        Configuration misspelt = later("spark.sql.parquet.encryption.uniform.key", "pii");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> Table.write(misspelt, file(), 1))
                .withMessage("Property spark.sql.parquet.encryption.uniform.key has no effect: set"
                        + " parquet.encryption.uniform.key, at start spark.hadoop.parquet.encryption.uniform.key");
    }
}
