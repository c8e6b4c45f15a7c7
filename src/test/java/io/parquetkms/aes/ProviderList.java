package io.parquetkms.aes;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;

/** The JVM's providers, as they were. */
record ProviderList(List<Provider> providers) {

    static ProviderList now() {
        return new ProviderList(List.of(Security.getProviders()));
    }

    static List<String> names() {
        return Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
    }

    void restore() {
        for (Provider provider : Security.getProviders()) {
            Security.removeProvider(provider.getName());
        }
        providers.forEach(Security::addProvider);
    }
}
