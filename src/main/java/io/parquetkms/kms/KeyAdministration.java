package io.parquetkms.kms;

/**
 * What an administrator can find out about keys; nothing here changes one. What is denied is told as not known. Safe on any thread.
 *
 * <p>Other failures are those of {@link Kms}.
 */
public interface KeyAdministration extends AutoCloseable {

    /** When it was used and rotated. */
    KeyHistory history(KeyId key);

    /** Who may unwrap with it, as far as it can be seen. */
    Told<KeyReader> readers(KeyId key);

    /** What no answer here takes into account, for people; empty for nothing. */
    String blindSpots();

    /** Frees connections. */
    @Override
    void close();
}
