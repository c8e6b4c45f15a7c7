package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileProblem.Kind;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import io.parquetkms.process.KmsRuntime;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/** What came of all files. Grows with the number of keys, not of files. For one thread. */
public final class ConversionTotals {

    private final Map<Outcome, Long> files = new EnumMap<>(Outcome.class);
    private final Set<String> keys = new TreeSet<>();
    private long bytesBefore;
    private long bytesAfter;
    private long rows;
    private long largest;
    private long refused;

    /** One more. */
    public void add(Converted file) {
        files.merge(file.outcome(), 1L, Long::sum);
        refused += file.problem() != null && file.problem().kind() == Kind.REFUSED ? 1 : 0;
        if (file.outcome() == Outcome.DONE || file.outcome() == Outcome.PLANNED) {
            bytesBefore += file.bytesBefore();
            bytesAfter += file.bytesAfter();
            rows += file.rows();
            largest = Math.max(largest, file.bytesBefore());
            file.keys().forEach(key -> keys.add(key.substring(0, key.lastIndexOf(": "))));
        }
    }

    /** How many files had an outcome. */
    public long files(Outcome outcome) {
        return files.getOrDefault(outcome, 0L);
    }

    /** How many of those with a problem could have been done, but not rightly. */
    public long refused() {
        return refused;
    }

    /** Of files that were changed, or would be. */
    public long bytesBefore() {
        return bytesBefore;
    }

    /** The same, afterwards; of a plan as before. */
    public long bytesAfter() {
        return bytesAfter;
    }

    /** In files that were changed. */
    public long rows() {
        return rows;
    }

    /** Of the largest file: so much temporary space is needed for each that is under way. */
    public long largest() {
        return largest;
    }

    /** KMS keys in use. */
    public Set<String> keys() {
        return Set.copyOf(keys);
    }

    /**
     * Requests to the KMS that a run makes, as far as can be said before: a data key under each key, and its decryption to read back.
     *
     * @param processes that work on files: with Spark, those executors that are not served by the driver
     */
    public long requests(boolean encrypting, int processes) {
        return (long) keys.size() * processes * (encrypting ? 2 : 1);
    }

    /** What requests cost at list price. */
    public static BigDecimal dollars(Configuration configuration, long requests) {
        return KmsRuntime.current()
                .access(configuration)
                .provider()
                .dollarsPerRequest()
                .multiply(BigDecimal.valueOf(requests));
    }
}
