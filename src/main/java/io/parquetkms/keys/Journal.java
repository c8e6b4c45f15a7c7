package io.parquetkms.keys;

import io.parquetkms.kms.KmsOperation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What keyrings did: counts, what keys were used for, and whoever wants to hear of each request. Safe on any thread. */
final class Journal {

    private final Statistics statistics = new Statistics();
    private final KeyUses uses = new KeyUses();
    private final List<Consumer<KmsCall>> listeners = new CopyOnWriteArrayList<>();

    void called(KmsCall call) {
        statistics.called(call);
        listeners.forEach(listener -> listener.accept(call));
    }

    void used(String dataset, Kek kek, KmsOperation operation, int dataKeys) {
        uses.add(dataset, kek, operation, dataKeys);
    }

    void listen(Consumer<KmsCall> listener) {
        listeners.add(listener);
    }

    Statistics statistics() {
        return statistics;
    }

    KeyUses uses() {
        return uses;
    }
}
