package io.parquetkms.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link Kms} answers to a caller without rights, on a KMS that tells callers apart. */
public interface DenialContract extends KmsFixture {

    /** A service whose caller may do nothing; the test closes it. */
    KmsByName openDenied();

    @Test
    default void denied_eachOperation_isKeyAccessDenied() {
        String keyId = createKey();
        KeyBytes given = KeyBytes.random(128);
        try (KmsByName allowed = open();
                KmsByName denied = openDenied()) {
            WrappedKey wrapped = allowed.encrypt(keyId, given, EncryptionContext.NONE);
            assertDenied(() -> denied.generateDataKey(keyId, 128, EncryptionContext.NONE), keyId);
            assertDenied(() -> denied.encrypt(keyId, given, EncryptionContext.NONE), keyId);
            assertDenied(() -> denied.decrypt(wrapped, EncryptionContext.NONE), keyId);
            assertDenied(() -> denied.reEncrypt(wrapped, EncryptionContext.NONE, keyId, EncryptionContext.NONE), keyId);
            assertDenied(() -> denied.describe(keyId), keyId);
            assertDenied(() -> denied.dryRun(KmsOperation.GENERATE_DATA_KEY, keyId, EncryptionContext.NONE), keyId);
            assertDenied(() -> denied.dryRun(KmsOperation.DECRYPT, keyId, EncryptionContext.NONE), keyId);
            assertThat(allowed.decrypt(wrapped, EncryptionContext.NONE)
                            .plaintext()
                            .sameAs(given))
                    .isTrue();
        }
    }

    private static void assertDenied(ThrowingCallable call, String keyId) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(KeyAccessDeniedException.class)
                .hasMessageContaining(keyId)
                .hasMessageContaining("access denied")
                .hasCauseInstanceOf(Exception.class);
    }
}
