package io.parquetkms.aes;

import io.parquetkms.config.AesOptions;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import java.security.Provider;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes AES-GCM fast in this process. HotSpot runs the JDK's at some 50 MB/s until it has compiled it, which takes hundreds of
 * megabytes of pages; docs/aes.md has the measurements.
 *
 * <p>By Amazon Corretto Crypto Provider where its jar is there, else by a {@link WarmUp} of the JDK's own beside the first file.
 * Without either, files are as good, and slower.
 *
 * <p>The Spark plugin {@linkplain #start starts} it before any file; without one the first file {@linkplain #prepare does}.
 * Safe on any thread.
 */
public final class FastAes implements AutoCloseable {

    /**
     * How long after its first keys a process has to live on for the warm-up to begin. By then, it has spent about as much on slow
     * AES as the warm-up takes, if pages are what it does: so it never pays much more than twice what it had to.
     */
    static final Duration DELAY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(FastAes.class);

    private final Consumer<Duration> warmUp;
    private @Nullable Installation installation;
    private boolean started;
    private boolean warmedUp;

    /** What holds already; read for each file, so without a lock. */
    private volatile @Nullable AesOptions prepared;

    /** For one process. */
    public FastAes() {
        this(WarmUp::begin);
    }

    /** @param warmUp begins it after some time */
    FastAes(Consumer<Duration> warmUp) {
        this.warmUp = warmUp;
    }

    /**
     * An application begins in this process: its options hold until it {@linkplain #close ends}. The warm-up waits for the first
     * file.
     *
     * @param pages whether pages are written or read here: not on the driver of a cluster, which reads footers
     * @throws InvalidConfigurationException where {@code accp} must be used and can't be
     */
    public synchronized void start(AesOptions options, boolean pages) {
        close();
        install(options);
        started = true;
        prepared = pages ? null : options;
    }

    /** The application is over: the provider's list is what it was. Ciphers in use go on. */
    @Override
    public synchronized void close() {
        if (installation != null) {
            installation.remove();
            installation = null;
        }
        started = false;
        prepared = null;
    }

    /**
     * A file's keys are there, and its pages come next. The warm-up begins at once where an application runs (one of Spark lives
     * for longer than that), and elsewhere after {@link #DELAY}: a process that handles one small file has no use for it.
     *
     * @throws InvalidConfigurationException where {@code accp} must be used and can't be
     */
    public void prepare(AesOptions options) {
        if (!Objects.equals(prepared, options)) {
            prepareOnce(options);
        }
    }

    /** Whose AES-GCM this process uses now: the provider's name and version, such as {@code SunJCE 17}. */
    public static String provider() {
        Provider answering = GcmCipher.answering();
        String name = answering instanceof GcmProvider ours ? ours.delegate() : answering.getName();
        return name + " " + answering.getVersionStr();
    }

    private synchronized void prepareOnce(AesOptions options) {
        if (!started) {
            install(options);
        }
        if (options.warmUp() && GcmCipher.isJdks(GcmCipher.answering())) {
            warmUpOnce();
        }
        prepared = options;
    }

    /** HotSpot keeps what it has compiled. */
    private synchronized void warmUpOnce() {
        if (!warmedUp) {
            warmedUp = true;
            warmUp.accept(started ? Duration.ZERO : DELAY);
        }
    }

    private void install(AesOptions options) {
        switch (options.provider()) {
            case ACCP -> installOrFail();
            case AUTO -> installIfThere();
            case JDK -> {}
        }
    }

    private void installOrFail() {
        try {
            if (!install()) {
                throw new UnusableProviderException(
                        "its jar is not on the class path. Add the one for this platform, see docs/aes.md");
            }
        } catch (UnusableProviderException e) {
            throw new InvalidConfigurationException(
                    KmsProperties.CRYPTO_PROVIDER + " is accp, but Amazon Corretto Crypto Provider can't be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private void installIfThere() {
        try {
            if (!install()) {
                LOG.debug("AES-GCM stays the JDK's: there is no Amazon Corretto Crypto Provider");
            }
        } catch (UnusableProviderException e) {
            LOG.warn("Amazon Corretto Crypto Provider is there and not used, since {}", e.getMessage());
        }
    }

    /** Returns false where there is nothing to install. */
    private boolean install() throws UnusableProviderException {
        if (isAccps(GcmCipher.answering())) {
            return true;
        }
        Accp accp = Accp.find();
        if (accp == null) {
            return false;
        }
        Installation.checkAllowed();
        Provider provider = accp.start();
        installation = Installation.of(provider);
        LOG.info("AES-GCM by {}, ahead of the JDK's; TLS of this JVM uses it, too", provider);
        return true;
    }

    /** Ours, of this class loader or another, or all of it registered by someone else. */
    private static boolean isAccps(Provider answering) {
        return answering.getName().equals(GcmProvider.NAME)
                || answering.getName().equals(Accp.NAME);
    }
}
