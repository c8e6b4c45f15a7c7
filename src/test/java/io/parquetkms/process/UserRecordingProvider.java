package io.parquetkms.process;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.WrappedKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/** A KMS in memory that remembers which Hadoop user asked for what; it only makes keys. */
final class UserRecordingProvider implements Provider {

    /** {@code alice: GenerateDataKey}, in order. */
    final List<String> users = Collections.synchronizedList(new ArrayList<>());

    final List<UserGroupInformation> logins = Collections.synchronizedList(new ArrayList<>());

    private void record(String what) {
        try {
            UserGroupInformation user = UserGroupInformation.getCurrentUser();
            users.add(user.getUserName() + ": " + what);
            logins.add(user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Kms open() {
        record("open");
        return new Recorder();
    }

    private final class Recorder implements Kms {

        @Override
        public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
            record("GenerateDataKey");
            return new DataKey(KeyBytes.random(bits), new WrappedKey(key.value(), "blob"), "request");
        }

        @Override
        public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WrappedKey reEncrypt(
                KeyId source,
                String ciphertext,
                EncryptionContext context,
                KeyId destination,
                EncryptionContext destinationContext) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public KeyDescription describe(KeyId key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Override
    public boolean isKeyId(String text) {
        return true;
    }

    @Override
    public String keyIdForms() {
        return "anything";
    }

    @Override
    public boolean isQualified(String keyId) {
        return true;
    }

    @Override
    public @Nullable String trustedPattern(String entry) {
        return entry;
    }

    @Override
    public DefaultTrust trustedByDefault(Set<String> configured) {
        return new DefaultTrust(List.of(), null);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public Duration callTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public BigDecimal dollarsPerRequest() {
        return BigDecimal.ZERO;
    }
}
