package io.parquetkms.aes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.AccessController;
import java.security.GeneralSecurityException;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has HotSpot compile the JDK's AES-GCM, by many small messages on a thread of its own. HotSpot's AES instructions are used
 * only from code that its optimizing compiler made, and that takes thousands of calls, of which pages of 1 MiB make few.
 *
 * <p>It takes a quarter of a second of CPU, of which a JVM that ends soon has no use: whether one does, only time shows. So it may begin
 * with a delay.
 *
 * <p>Lengths are mixed, because code compiled without having met a case is thrown away when the case comes: no block, a block,
 * half a block, and one each side of the lengths at which the JDK splits a message (64 KiB; 600 KiB in its sixths; 1 MiB).
 *
 * <p>It looks at the speed reached after each batch, and ends when that is a compiled one, or after {@link #BUDGET}; code
 * compiled just then still meets the longest messages, in one more batch. The pauses
 * leave HotSpot's compiler its time, and get longer: where a job starts, much waits to be compiled, HotSpot asks the more calls of
 * a method the more there is, and whoever calls on and on meanwhile gets nothing but slow AES for it.
 */
final class WarmUp implements Runnable {

    static final Duration BUDGET = Duration.ofMillis(400);

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final int[] SMALL = {1, 16, 100, 255, 600, 768, 1_000, 1_024};
    private static final int[] LARGE = {65_553, 98_304, 65_536};
    private static final int LARGEST = (1 << 20) + 17;
    private static final int ROUNDS = 60;
    private static final long FIRST_PAUSE = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(500).toNanos();

    /** Bytes in a nanosecond, that is GB/s: interpreted code makes 0.05, some of it compiled 0.4, all of it several. */
    private static final double COMPILED = 1;

    private static final double PARTLY_COMPILED = 0.2;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final byte[] plaintext = new byte[LARGEST];
    private final byte[] sealed = new byte[LARGEST + GcmCipher.TAG_LENGTH];
    private final byte[] opened = new byte[LARGEST];
    private int messages;

    /** Returns at once. Where the process ends within the delay, it never comes. */
    static void begin(Duration delay) {
        thread(() -> {
                    LockSupport.parkNanos(delay.toNanos());
                    new WarmUp().run();
                })
                .start();
    }

    /** It inherits nothing, neither class loader nor user, of whoever opens the first file. */
    @SuppressWarnings("removal") // since JDK 24 it only runs the action, and threads inherit no user
    static Thread thread(Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, work, "parquet-kms-aes-warm-up", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    @Override
    public void run() {
        try {
            double speed = warmUp();
            LOG.debug("AES-GCM at {} GB/s after {} messages, {} ms", speed, messages, cpu() / 1_000_000);
        } catch (GeneralSecurityException | RuntimeException e) {
            LOG.debug("AES-GCM could not be warmed up", e);
        }
    }

    /** On this thread; returns the speed reached, in GB/s. */
    double warmUp() throws GeneralSecurityException {
        byte[] key = new byte[GcmCipher.TAG_LENGTH];
        GcmCipher encryptor = GcmCipher.ofThisJvm(key);
        GcmCipher decryptor = GcmCipher.ofThisJvm(key);
        long end = cpu() + BUDGET.toNanos();
        long pause = FIRST_PAUSE;
        double speed = 0;
        boolean all;
        do {
            all = speed >= PARTLY_COMPILED;
            batch(encryptor, decryptor, all);
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 3 / 2, LONGEST_PAUSE);
            speed = Math.max(speed(encryptor, decryptor), speed(encryptor, decryptor));
        } while (speed >= COMPILED ? !all : cpu() < end);
        return speed;
    }

    /** The largest, which takes longer than all others, only {@code all} where it is not all slow code. */
    private void batch(GcmCipher encryptor, GcmCipher decryptor, boolean all) throws GeneralSecurityException {
        for (int round = 0; round < ROUNDS; round++) {
            for (int length : SMALL) {
                message(encryptor, decryptor, length);
            }
            if (round % 20 == 10) {
                message(encryptor, decryptor, LARGE[round / 20]);
            }
        }
        if (all) {
            message(encryptor, decryptor, LARGEST);
        }
    }

    private double speed(GcmCipher encryptor, GcmCipher decryptor) throws GeneralSecurityException {
        int length = LARGE[1];
        long start = cpu();
        message(encryptor, decryptor, length);
        return 2.0 * length / Math.max(1, cpu() - start);
    }

    /** A key of zeros, and data that nobody sees; the nonce still differs, since ciphers insist on it. */
    private void message(GcmCipher encryptor, GcmCipher decryptor, int length) throws GeneralSecurityException {
        messages++;
        byte[] nonce = new byte[GcmCipher.NONCE_LENGTH];
        for (int i = 0; i < Integer.BYTES; i++) {
            nonce[i] = (byte) (messages >>> (i * Byte.SIZE));
        }
        byte[] aad = new byte[30 + messages % 20];
        int sealedLength = encryptor.seal(plaintext, length, nonce, aad, sealed);
        decryptor.open(sealed, sealedLength, nonce, aad, opened);
    }

    private long cpu() {
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
