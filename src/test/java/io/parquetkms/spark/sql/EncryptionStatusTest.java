package io.parquetkms.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.spark.sql.EncryptionStatus.Part;
import io.parquetkms.spark.sql.EncryptionStatus.State;
import io.parquetkms.spark.ui.LiveDashboard;
import io.parquetkms.spark.ui.SampleDashboard;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EncryptionStatusTest {

    private final Configuration configuration = new Configuration(false);

    EncryptionStatusTest() {
        configuration.set("parquet.kms.provider", "keystore");
        configuration.set("hadoop.security.key.provider.path", "jceks://file/keys.jceks");
    }

    @AfterEach
    void end() {
        LiveDashboard.end();
    }

    @Test
    void noFactory_isNotActive_evenWithKeysAndPlugin() {
        configuration.set("parquet.encryption.footer.key", "pii");
        LiveDashboard.begin(SampleDashboard::rich);
        assertThat(status().isActive()).isFalse();
        assertThat(status().toString())
                .startsWith("Encryption is NOT active")
                .contains("Set parquet.crypto.factory.class=" + ParquetKmsCryptoFactory.class.getName());
    }

    @Test
    void anotherFactory_isNotActive_andIsNamed() {
        configuration.set("parquet.crypto.factory.class", "org.example.Factory");
        assertThat(status().state()).isEqualTo(State.NOT_ACTIVE);
        assertThat(status().toString()).contains("another: org.example.Factory");
    }

    @Test
    void factoryWithoutPlugin_saysWhatIsLacking() {
        useFactory();
        assertThat(status().state()).isEqualTo(State.WITHOUT_PLUGIN);
        assertThat(status().toString()).contains("can't be added to a running application", "spark.plugins=");
    }

    @Test
    void withPlugin_isActive_untilTheApplicationEnds() {
        useFactory();
        LiveDashboard.begin(SampleDashboard::rich);
        assertThat(status().state()).isEqualTo(State.ACTIVE);
        LiveDashboard.end();
        assertThat(status().state()).isEqualTo(State.WITHOUT_PLUGIN);
    }

    @Test
    void settingsThatCannotBeUsed_areNotActive_andSayWhy() {
        useFactory();
        LiveDashboard.begin(SampleDashboard::rich);
        configuration.set("parquet.kms.colums", "pii: ssn");
        assertThat(status().state()).isEqualTo(State.NOT_ACTIVE);
        assertThat(status().toString()).contains("parquet.kms.colums", "did you mean");
    }

    @Test
    void nothingMustBeEncrypted_isNoSilence() {
        useFactory();
        assertThat(part("files").fine()).isFalse();
        assertThat(part("files").detail()).contains("a write that names none is plaintext");
        configuration.set("parquet.kms.encrypted.paths", "/lake");
        assertThat(part("files").fine()).isTrue();
    }

    private Part part(String name) {
        return status().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void useFactory() {
        configuration.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
    }

    private EncryptionStatus status() {
        return EncryptionStatus.of(configuration);
    }
}
