package io.parquetkms.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.InvalidConfigurationException;
import java.io.IOException;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.junit.jupiter.api.Test;

final class ReasonTest {

    @Test
    void encryptionsOwnWord_isFound_howeverDeepItStands() {
        Throwable failure = new RuntimeException(
                "Job aborted due to a long story about stages and tasks, longer than what matters in it",
                new IOException(new InvalidConfigurationException("Set parquet.encryption.footer.key")));
        assertThat(Reason.of(failure)).isEqualTo("InvalidConfigurationException: Set parquet.encryption.footer.key");
    }

    /** Parquet's names the column only. */
    @Test
    void severalOfThem_theOneThatSaysMostCounts() {
        Throwable inner = new KeyAccessDeniedException("Cannot unwrap the key of column 'ssn': grant kms:Decrypt");
        Throwable failure = new RuntimeException(new ParquetCryptoRuntimeException("[ssn]", inner));
        assertThat(Reason.of(failure))
                .isEqualTo("KeyAccessDeniedException: Cannot unwrap the key of column 'ssn': grant kms:Decrypt");
    }

    @Test
    void nothingOfEncryption_theInnermostMessage() {
        assertThat(Reason.of(new RuntimeException("outer", new IOException("disk full"))))
                .isEqualTo("IOException: disk full");
    }
}
