package io.parquetkms.config;

/**
 * Who encrypts pages, and how soon it is fast. Both are of the whole process.
 *
 * @param provider whose AES-GCM
 * @param warmUp whether the JDK's is made to be compiled early
 */
public record AesOptions(Choice provider, boolean warmUp) {

    /** Whose AES-GCM. */
    public enum Choice {
        /** {@link #ACCP} where its jar is there and works, else {@link #JDK}. */
        AUTO,
        /** Amazon Corretto Crypto Provider, or none. */
        ACCP,
        /** Whatever the JVM takes of itself. */
        JDK
    }

    static AesOptions read(Values values) {
        return new AesOptions(
                values.oneOf(KmsProperties.CRYPTO_PROVIDER, Choice.class), values.flag(KmsProperties.CRYPTO_WARMUP));
    }
}
