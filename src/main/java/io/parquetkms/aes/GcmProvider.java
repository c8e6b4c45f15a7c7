package io.parquetkms.aes;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * A provider of {@code AES/GCM/NoPadding} and nothing else, by another one, which need not be registered. So whatever else that
 * one does - hashes, signatures, random numbers - stays with who did it before.
 */
final class GcmProvider extends Provider {

    static final String NAME = "ParquetKmsAesGcm";

    private static final long serialVersionUID = 1;

    private final String delegate;

    /**
     * One that delegates.
     *
     * @throws UnusableProviderException where that one has no AES-GCM
     */
    static GcmProvider by(Provider provider) throws UnusableProviderException {
        Service gcm = provider.getService("Cipher", GcmCipher.TRANSFORMATION);
        if (gcm == null) {
            throw new UnusableProviderException("it has no " + GcmCipher.TRANSFORMATION);
        }
        return new GcmProvider(provider, gcm);
    }

    private GcmProvider(Provider provider, Service gcm) {
        super(NAME, provider.getVersionStr(), GcmCipher.TRANSFORMATION + " by " + provider.getName());
        delegate = provider.getName();
        putService(new Delegate(this, gcm));
    }

    /** The name of the one that it asks. */
    String delegate() {
        return delegate;
    }

    /** Each is its own: {@code Provider} would compare properties. */
    @Override
    public synchronized boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public synchronized int hashCode() {
        return System.identityHashCode(this);
    }

    private static final class Delegate extends Service {

        private final Service gcm;

        Delegate(Provider owner, Service gcm) {
            super(owner, gcm.getType(), gcm.getAlgorithm(), gcm.getClassName(), null, null);
            this.gcm = gcm;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return gcm.newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(@Nullable Object key) {
            return gcm.supportsParameter(key);
        }
    }
}
