package io.parquetkms.activity;

import io.parquetkms.kms.KmsOperation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which data used which KMS keys: data keys counted by dataset, KMS key and operation, with the ids of the KMS requests
 * behind them, so that a line of CloudTrail can be traced to the data it was for. Bounded. Safe on any thread; counting takes
 * no lock.
 */
public final class KeyUses {

    /** Where datasets are counted together that came after too many others. */
    public static final String OTHER_DATASETS = "(other datasets)";

    /** For keys that come without saying what they are for. */
    public static final String UNKNOWN_DATASET = "";

    private static final int MAX_USES = 1_000;
    private static final int MAX_REQUEST_IDS = 100;

    private final Map<Use, Tally> tallies = new ConcurrentHashMap<>();

    /**
     * What is counted together.
     *
     * @param dataset a directory of files; empty where it isn't known
     * @param operation what the KMS was asked to make these data keys usable
     */
    public record Use(String dataset, String keyId, KmsOperation operation) {

        /** Whether these data keys were to write with. */
        public boolean isWrite() {
            return operation == KmsOperation.GENERATE_DATA_KEY;
        }
    }

    /**
     * How much.
     *
     * @param dataKeys wrapped or unwrapped
     * @param requestIds of the KMS requests behind them, the first so many
     */
    public record Count(long dataKeys, Set<String> requestIds) {

        public Count {
            requestIds = Set.copyOf(requestIds);
        }

        /** Both together. */
        public Count plus(Count other) {
            Set<String> ids = new TreeSet<>(requestIds);
            ids.addAll(other.requestIds);
            return new Count(dataKeys + other.dataKeys, ids);
        }
    }

    private static final class Tally {
        private final LongAdder dataKeys = new LongAdder();
        private final Set<String> requestIds = ConcurrentHashMap.newKeySet();

        private void add(String requestId, int more) {
            dataKeys.add(more);
            if (!requestId.isEmpty() && !requestIds.contains(requestId) && requestIds.size() < MAX_REQUEST_IDS) {
                requestIds.add(requestId);
            }
        }
    }

    KeyUses() {}

    void add(Use use, String requestId, int dataKeys) {
        Tally tally = tallies.get(use);
        if (tally == null) {
            Use counted = tallies.size() < MAX_USES ? use : new Use(OTHER_DATASETS, use.keyId(), use.operation());
            tally = tallies.computeIfAbsent(counted, absent -> new Tally());
        }
        tally.add(requestId, dataKeys);
    }

    /** The counts at one moment, from the start. */
    public Map<Use, Count> snapshot() {
        Map<Use, Count> counts = new HashMap<>();
        tallies.forEach((use, tally) -> counts.put(use, new Count(tally.dataKeys.sum(), tally.requestIds)));
        return counts;
    }
}
