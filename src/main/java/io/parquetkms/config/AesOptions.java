package io.parquetkms.config;

/**
 * Who encrypts pages, and how soon it is fast. Both are of the whole process.
 *
 * @param provider whose AES-GCM
 * @param warmUp whether the JDK's is made to be compiled early
 */
public record AesOptions(Provider provider, boolean warmUp) {

    /** Whose AES-GCM. */
    public enum Provider {
        /** {@link #ACCP} where its jar is there and works, else {@link #JDK}. */
        AUTO,
        /** Amazon Corretto Crypto Provider, or none. */
        ACCP,
        /** Whatever the JVM takes of itself. */
        JDK
    }

    static AesOptions read(Values values) {
        return new AesOptions(
                values.oneOf(KmsProperties.CRYPTO_PROVIDER, Provider.class), values.flag(KmsProperties.CRYPTO_WARMUP));
    }
}
