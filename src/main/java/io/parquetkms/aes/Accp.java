package io.parquetkms.aes;

import java.security.Provider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Corretto Crypto Provider, where its jar is at hand. Spoken to by reflection: the library is not built with it.
 *
 * <p>Its native library comes in its jar, one jar for each platform, and is unpacked into the directory for temporary files.
 */
final class Accp {

    static final String NAME = "AmazonCorrettoCryptoProvider";

    private static final String CLASS = "com.amazon.corretto.crypto.provider." + NAME;

    /** The first on AWS-LC, and for aarch64. */
    private static final int OLDEST = 2;

    private final Class<?> type;

    private Accp(Class<?> type) {
        this.type = type;
    }

    /** Null where its jar is neither where Spark puts those of {@code --jars}, nor where this library is. Starts nothing. */
    static @Nullable Accp find() {
        Accp found = find(Thread.currentThread().getContextClassLoader());
        return found == null ? find(Accp.class.getClassLoader()) : found;
    }

    private static @Nullable Accp find(@Nullable ClassLoader loader) {
        try {
            return loader == null ? null : new Accp(Class.forName(CLASS, false, loader));
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /**
     * Loads its native library, about half a second the first time, and has it test itself.
     *
     * @throws UnusableProviderException where it is not in order
     */
    Provider start() throws UnusableProviderException {
        try {
            Provider provider =
                    (Provider) Objects.requireNonNull(type.getField("INSTANCE").get(null));
            checkLoaded(type.getMethod("getLoadingError").invoke(provider));
            checkVersion(provider.getVersionStr());
            checkTests(type.getMethod("runSelfTests").invoke(provider));
            return provider;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw new UnusableProviderException("it does not start: " + e, e);
        }
    }

    private static void checkLoaded(@Nullable Object error) throws UnusableProviderException {
        if (error != null) {
            throw new UnusableProviderException(
                    "its native library can't be loaded on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + error,
                    (Throwable) error);
        }
    }

    private static void checkVersion(String version) throws UnusableProviderException {
        if (Integer.parseInt(version.replaceFirst("\\..*", "")) < OLDEST) {
            throw new UnusableProviderException("it is version " + version + ", and must be " + OLDEST + ".0 or newer");
        }
    }

    private static void checkTests(@Nullable Object result) throws UnusableProviderException {
        if (!"PASSED".equals(String.valueOf(result))) {
            throw new UnusableProviderException("its self-tests say " + result);
        }
    }
}
