package io.parquetkms.thirdparty;

import io.parquetkms.kms.Kms;
import io.parquetkms.kms.Provider;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys by {@code realm:name}, of which a file may name those of the realm; it can do nothing but wrap and unwrap. */
record MemoryProvider(String realm) implements Provider {

    @Override
    public Kms open() {
        return new MemoryKms();
    }

    @Override
    public boolean isKeyId(String text) {
        return text.matches("[a-z]+:[a-z]+");
    }

    @Override
    public String keyIdForms() {
        return "realm:name";
    }

    @Override
    public boolean isQualified(String keyId) {
        return true;
    }

    @Override
    public @Nullable String trustedPattern(String entry) {
        return isKeyId(entry) || entry.contains("*") ? entry : null;
    }

    @Override
    public DefaultTrust trustedByDefault(Set<String> configured) {
        return new DefaultTrust(List.of(realm + ":*"), null);
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
        return new BigDecimal("0.5");
    }
}
