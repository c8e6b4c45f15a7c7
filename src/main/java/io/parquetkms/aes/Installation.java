package io.parquetkms.aes;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A {@link GcmProvider} in the JVM's list of providers, right ahead of the JDK's SunJCE. Only there: whoever else answers for
 * AES-GCM was put there on purpose. And in no JVM with a FIPS provider, wherever in the list that stands.
 */
final class Installation {

    private final GcmProvider provider;

    private Installation(GcmProvider provider) {
        this.provider = provider;
    }

    /**
     * Whether AES-GCM is the JDK's, so that another may go ahead of it.
     *
     * @throws UnusableProviderException where it isn't, or must stay
     */
    static void checkAllowed() throws UnusableProviderException {
        Provider answering = GcmCipher.answering();
        if (!GcmCipher.isJdks(answering)) {
            throw new UnusableProviderException(
                    "AES-GCM of this JVM is " + answering.getName() + "'s, which nothing is put ahead of");
        }
        for (Provider other : Security.getProviders()) {
            if (isFips(other)) {
                throw new UnusableProviderException("this JVM has the FIPS provider " + other.getName());
            }
        }
    }

    private static boolean isFips(Provider provider) {
        return (provider.getName() + provider.getInfo())
                .toUpperCase(Locale.ROOT)
                .contains("FIPS");
    }

    /**
     * Tests a provider's AES-GCM and puts it ahead of the JDK's. The caller has {@linkplain #checkAllowed checked} that.
     *
     * @throws UnusableProviderException with nothing changed
     */
    static Installation of(Provider provider) throws UnusableProviderException {
        GcmProvider gcm = GcmProvider.by(provider);
        SelfTest.run(provider, GcmCipher.answering());
        Security.insertProviderAt(gcm, position());
        if (!gcm.equals(GcmCipher.answering())) {
            Security.removeProvider(GcmProvider.NAME);
            throw new UnusableProviderException(
                    "this JVM does not take it: it may ask for signed providers, as Oracle's does");
        }
        return new Installation(gcm);
    }

    /** SunJCE's, counted from one. */
    private static int position() {
        List<String> names =
                Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
        return names.indexOf(GcmCipher.answering().getName()) + 1;
    }

    /** Takes it out of the list, where it still is this one. */
    void remove() {
        if (provider.equals(Security.getProvider(GcmProvider.NAME))) {
            Security.removeProvider(GcmProvider.NAME);
        }
    }
}
