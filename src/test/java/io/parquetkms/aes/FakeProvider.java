package io.parquetkms.aes;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/** A provider whose AES-GCM is another's, with one fault, and counted. Public for {@link FakeAccp}, which extends it. */
public class FakeProvider extends Provider {

    /** What is wrong with it. */
    public enum Fault {
        NONE,
        NO_GCM,
        /** The first byte of what it encrypts. */
        WRONG_BYTE,
        /** It opens what was tampered with, to nothing. */
        NO_TAG_CHECK,
        THROWS
    }

    private static final long serialVersionUID = 1;

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger longest = new AtomicInteger();

    /** By the JDK's AES-GCM. */
    public FakeProvider(String name, String version, Fault fault) {
        this(name, version, fault, jdk());
    }

    FakeProvider(String name, String version, Fault fault, Provider gcm) {
        super(name, version, "for tests");
        if (fault != Fault.NO_GCM) {
            putService(new GcmService(this, fault, gcm));
        }
    }

    static Provider jdk() {
        return Objects.requireNonNull(java.security.Security.getProvider("SunJCE"));
    }

    /** How many ciphers were made. */
    int made() {
        return made.get();
    }

    /** Bytes of the longest message. */
    int longest() {
        return longest.get();
    }

    private static final class GcmService extends Service {

        private final FakeProvider owner;
        private final Fault fault;
        private final Provider gcm;

        GcmService(FakeProvider owner, Fault fault, Provider gcm) {
            super(owner, "Cipher", GcmCipher.TRANSFORMATION, Spi.class.getName(), null, null);
            this.owner = owner;
            this.fault = fault;
            this.gcm = gcm;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            owner.made.incrementAndGet();
            try {
                return new Spi(Cipher.getInstance(GcmCipher.TRANSFORMATION, gcm), fault, owner.longest);
            } catch (GeneralSecurityException e) {
                throw new NoSuchAlgorithmException(e);
            }
        }
    }

    private static final class Spi extends CipherSpi {

        private final Cipher cipher;
        private final Fault fault;
        private final AtomicInteger longest;

        Spi(Cipher cipher, Fault fault, AtomicInteger longest) {
            this.cipher = cipher;
            this.fault = fault;
            this.longest = longest;
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameterSpec spec, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            cipher.init(mode, key, spec);
        }

        @Override
        protected void engineUpdateAAD(byte[] aad, int offset, int length) {
            cipher.updateAAD(aad, offset, length);
        }

        @Override
        protected int engineDoFinal(byte[] in, int inOffset, int length, byte[] out, int outOffset)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            longest.accumulateAndGet(length, Math::max);
            if (fault == Fault.THROWS) {
                throw new IllegalStateException("out of order");
            }
            try {
                int done = cipher.doFinal(in, inOffset, length, out, outOffset);
                out[outOffset] ^= (byte) (fault == Fault.WRONG_BYTE ? 1 : 0);
                return done;
            } catch (AEADBadTagException e) {
                if (fault == Fault.NO_TAG_CHECK) {
                    return 0;
                }
                throw e;
            }
        }

        @Override
        protected byte[] engineDoFinal(byte[] in, int offset, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            return cipher.doFinal(in, offset, length);
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return cipher.getOutputSize(length);
        }

        @Override
        protected int engineGetBlockSize() {
            return cipher.getBlockSize();
        }

        @Override
        protected byte[] engineGetIV() {
            return cipher.getIV();
        }

        @Override
        protected AlgorithmParameters engineGetParameters() {
            return cipher.getParameters();
        }

        @Override
        protected byte[] engineUpdate(byte[] in, int offset, int length) {
            return cipher.update(in, offset, length);
        }

        @Override
        protected int engineUpdate(byte[] in, int inOffset, int length, byte[] out, int outOffset)
                throws ShortBufferException {
            return cipher.update(in, inOffset, length, out, outOffset);
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineInit(int mode, Key key, AlgorithmParameters parameters, SecureRandom random) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineSetMode(String mode) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void engineSetPadding(String padding) {
            throw new UnsupportedOperationException();
        }
    }
}
