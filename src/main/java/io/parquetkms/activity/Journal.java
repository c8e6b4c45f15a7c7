package io.parquetkms.activity;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What keyrings did: counts, what keys were used for, which columns they encrypt, what stayed in plaintext beside, and whoever
 * wants to hear of each request. Safe on any thread.
 */
public final class Journal {

    private final Statistics statistics = new Statistics();
    private final KeyUses uses = new KeyUses();
    private final WrittenColumns written = new WrittenColumns();
    private final PlaintextFiles plaintextFiles = new PlaintextFiles();
    private final List<Consumer<KmsCall>> listeners = new CopyOnWriteArrayList<>();

    public void called(KmsCall call) {
        statistics.called(call);
        listeners.forEach(listener -> listener.accept(call));
    }

    /**
     * Data keys were wrapped or unwrapped.
     *
     * @param use for what, and the KMS key that the KEK is under
     * @param requestId of the KMS request that the KEK came from; empty where there was none
     * @param keyMaterialId of that KMS key; empty where it is not known
     */
    public void used(KeyUses.Use use, String requestId, String keyMaterialId, int dataKeys) {
        uses.add(use, requestId, keyMaterialId, dataKeys);
    }

    /**
     * An encrypted file was begun, the first of its kind. To be told of each part of it.
     *
     * @param key as the user wrote it; empty for columns that stay in plaintext
     * @param reason who decided so, for people
     */
    public void wrote(String dataset, String key, String reason, Collection<String> columns) {
        written.add(new WrittenColumns.Part(dataset, key, reason), columns);
    }

    /**
     * A file was begun of which nothing is encrypted. To be told of each file.
     *
     * @param reason why not, for people
     */
    public void wroteInPlaintext(String dataset, String reason) {
        plaintextFiles.add(new PlaintextFiles.Kind(dataset, reason));
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

    public WrittenColumns written() {
        return written;
    }

    public PlaintextFiles plaintextFiles() {
        return plaintextFiles;
    }
}
