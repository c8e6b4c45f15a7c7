package io.parquetkms.activity;

import io.parquetkms.kms.KmsOperation;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What keyrings did: counts, what keys were used for, what stayed in plaintext beside, and whoever wants to hear of each
 * request. Safe on any thread.
 */
public final class Journal {

    private final Statistics statistics = new Statistics();
    private final KeyUses uses = new KeyUses();
    private final InPlaintext inPlaintext = new InPlaintext();
    private final List<Consumer<KmsCall>> listeners = new CopyOnWriteArrayList<>();

    public void called(KmsCall call) {
        statistics.called(call);
        listeners.forEach(listener -> listener.accept(call));
    }

    /**
     * Data keys were wrapped or unwrapped.
     *
     * @param keyId the KMS key that the KEK is under
     * @param requestId of the KMS request that the KEK came from; empty where there was none
     */
    public void used(String dataset, String keyId, String requestId, KmsOperation operation, int dataKeys) {
        uses.add(new KeyUses.Use(dataset, keyId, operation), requestId, dataKeys);
    }

    /**
     * An encrypted file was begun.
     *
     * @param plaintextColumns those that stay in plaintext in it; none where all are encrypted
     */
    public void wrote(String dataset, Collection<String> plaintextColumns) {
        inPlaintext.add(dataset, plaintextColumns);
    }

    public void listen(Consumer<KmsCall> listener) {
        listeners.add(listener);
    }

    public Statistics statistics() {
        return statistics;
    }

    public KeyUses uses() {
        return uses;
    }

    public InPlaintext inPlaintext() {
        return inPlaintext;
    }
}
