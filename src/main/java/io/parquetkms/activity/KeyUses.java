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
 * behind them, so that a line of CloudTrail can be traced to the data it was for, and the key materials that were at work. Bounded. Safe on any thread; counting takes
 * no lock.
 */
public final class KeyUses {

    /** Where datasets are counted together that came after too many others. */
    public static final String OTHER_DATASETS = "(other datasets)";

    /** For keys that come without saying what they are for. */
    public static final String UNKNOWN_DATASET = "";

    private static final int MAX_USES = 1_000;

    /** Of each kind. */
    private static final int MAX_IDS = 100;

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
     * @param keyMaterialIds of the KMS key: several where it was rotated; the first so many, none where they are not known
     */
    public record Count(long dataKeys, Set<String> requestIds, Set<String> keyMaterialIds) {

        public Count {
            requestIds = Set.copyOf(requestIds);
            keyMaterialIds = Set.copyOf(keyMaterialIds);
        }

        /** Both together. */
        public Count plus(Count other) {
            return new Count(
                    dataKeys + other.dataKeys,
                    union(requestIds, other.requestIds),
                    union(keyMaterialIds, other.keyMaterialIds));
        }

        private static Set<String> union(Set<String> some, Set<String> others) {
            Set<String> union = new TreeSet<>(some);
            union.addAll(others);
            return union;
        }
    }

    private static final class Tally {
        private final LongAdder dataKeys = new LongAdder();
        private final Set<String> requestIds = ConcurrentHashMap.newKeySet();
        private final Set<String> keyMaterialIds = ConcurrentHashMap.newKeySet();

        private void add(String requestId, String keyMaterialId, int more) {
            dataKeys.add(more);
            add(requestId, requestIds);
            add(keyMaterialId, keyMaterialIds);
        }

        private static void add(String id, Set<String> known) {
            if (!id.isEmpty() && !known.contains(id) && known.size() < MAX_IDS) {
                known.add(id);
            }
        }
    }

    KeyUses() {}

    void add(Use use, String requestId, String keyMaterialId, int dataKeys) {
        Tally tally = tallies.get(use);
        if (tally == null) {
            Use counted = tallies.size() < MAX_USES ? use : new Use(OTHER_DATASETS, use.keyId(), use.operation());
            tally = tallies.computeIfAbsent(counted, absent -> new Tally());
        }
        tally.add(requestId, keyMaterialId, dataKeys);
    }

    /** The counts at one moment, from the start. */
    public Map<Use, Count> snapshot() {
        Map<Use, Count> counts = new HashMap<>();
        tallies.forEach((use, tally) ->
                counts.put(use, new Count(tally.dataKeys.sum(), tally.requestIds, tally.keyMaterialIds)));
        return counts;
    }
}
