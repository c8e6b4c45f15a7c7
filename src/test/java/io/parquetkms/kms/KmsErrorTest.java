package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.InvalidConfigurationException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KmsErrorTest {

    @ParameterizedTest
    @EnumSource(KmsError.class)
    void exception_eachError_isFoundAgain(KmsError error) {
        IOException cause = new IOException("why");
        ParquetCryptoRuntimeException exception = error.exception("what", cause);
        assertThat(KmsError.of(exception)).isEqualTo(error);
        assertThat(exception).hasMessage("what").hasCause(cause);
        assertThat(error.exception("what", null)).hasNoCause();
    }

    /** A file, a message or a server may have written a part of it. */
    @ParameterizedTest
    @EnumSource(KmsError.class)
    void exception_message_isOneLineWithNothingHidden(KmsError error) {
        String message = "key '\u001b[31m\u2028\u202e\r'";
        assertThat(error.exception(message, null)).hasMessage("key '\\u001b[31m\\u2028\\u202e\\u000d'");
        assertThat(KmsError.during("of 'a\u0085'", error.exception("x\u2029", null)))
                .hasMessage("of 'a\\u0085': x\\u2029");
        assertThat(error.exception("a\n2026-11-26 INFO all is well", null))
                .hasMessage((error == KmsError.CREDENTIALS ? "a\n" : "a\\u000a") + "2026-11-26 INFO all is well");
    }

    @Test
    void exception_types_areDifferent() {
        assertThat(Arrays.stream(KmsError.values())
                        .map(error -> error.exception("", null).getClass()))
                .doesNotHaveDuplicates();
        assertThat(KmsError.DENIED.exception("", null)).isExactlyInstanceOf(KeyAccessDeniedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "DENIED, false, true",
        "THROTTLED, true, false",
        "UNAVAILABLE, true, false",
        "CREDENTIALS, false, false",
        "UNUSABLE, false, true",
        "NOT_FOUND, false, true",
        "INVALID, false, false",
        "UNTRUSTED, false, false",
        "REJECTED, false, false",
    })
    void error_each_passesOrRevokes(KmsError error, boolean passing, boolean revokes) {
        assertThat(error.isTransient()).isEqualTo(passing);
        assertThat(error.revokes()).isEqualTo(revokes);
    }

    @Test
    void of_otherFailure_isNull() {
        assertThat(KmsError.of(new IOException())).isNull();
        assertThat(KmsError.of(new ParquetCryptoRuntimeException("x"))).isNull();
        assertThat(KmsError.of(new InvalidConfigurationException("x"))).isNull();
    }

    @ParameterizedTest
    @EnumSource(KmsError.class)
    void during_eachError_keepsTypeAndCause(KmsError error) {
        ParquetCryptoRuntimeException failure = error.exception("denied", new IOException("deeper"));
        ParquetCryptoRuntimeException during = KmsError.during("Cannot read column ssn", failure);
        assertThat(during)
                .isExactlyInstanceOf(failure.getClass())
                .hasMessage("Cannot read column ssn: denied")
                .cause()
                .isSameAs(failure);
    }

    @Test
    void during_otherFailure_isTheSame() {
        InvalidConfigurationException failure = new InvalidConfigurationException("x");
        assertThat(KmsError.during("Cannot read", failure)).isSameAs(failure);
    }
}
