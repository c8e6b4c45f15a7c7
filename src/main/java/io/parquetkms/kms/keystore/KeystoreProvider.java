package io.parquetkms.kms.keystore;

import io.parquetkms.kms.Kms;
import io.parquetkms.kms.Provider;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A local Hadoop keystore: keys by the names they have there, all of them trusted, since all are its owner's. */
record KeystoreProvider(KeystoreOptions options) implements Provider {

    /** Opening the file and deriving its password's key take a second at most. */
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

    @Override
    public Kms open() {
        return new KeystoreKms(options);
    }

    @Override
    public boolean isKeyId(String text) {
        return true;
    }

    @Override
    public String keyIdForms() {
        return "name of a key in the keystore";
    }

    @Override
    public boolean isQualified(String keyId) {
        return true;
    }

    @Override
    public String trustedPattern(String entry) {
        return entry;
    }

    @Override
    public DefaultTrust trustedByDefault(Set<String> configured) {
        return new DefaultTrust(List.of(), null);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public Duration callTimeout() {
        return CALL_TIMEOUT;
    }

    @Override
    public BigDecimal dollarsPerRequest() {
        return BigDecimal.ZERO;
    }
}
