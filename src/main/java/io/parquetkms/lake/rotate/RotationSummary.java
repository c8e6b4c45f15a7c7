package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileProblem;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a rotation did, or would do.
 *
 * @param from the KMS key, as the KMS names it
 * @param to the KMS key, as the KMS names it
 * @param files looked at
 * @param toRotate that hold a key under {@code from}
 * @param rotated that now hold it under {@code to}
 * @param otherKeys encrypted under other keys alone, or rotated before
 * @param plaintext not encrypted
 * @param problems by kind
 * @param keys distinct wrapped keys that move
 * @param singleWrapped files whose data keys were wrapped without a KEK
 * @param footerKeyIsAColumns files whose footer key reads columns, too
 * @param resized files that got another size, or would
 * @param kmsRequests sent, or to be sent, to re-encrypt
 * @param storageRequests that an object store charges for: what was counted while replacing, or an estimate
 * @param dollars list price of both
 * @param secondsAtLeast that the KMS requests take at the allowed rate
 * @param requestsPerSecond that rate; 0: no limit
 * @param bytesRead to replace files
 * @param bytesWritten to replace files
 * @param refusal why it would fail, such as rights that this role lacks; empty: nothing is known that would make it
 * @param remarks for people
 */
public record RotationSummary(
        String from,
        String to,
        long files,
        long toRotate,
        long rotated,
        long otherKeys,
        long plaintext,
        Map<FileProblem.Kind, Long> problems,
        long keys,
        long singleWrapped,
        long footerKeyIsAColumns,
        long resized,
        long kmsRequests,
        long storageRequests,
        BigDecimal dollars,
        long secondsAtLeast,
        double requestsPerSecond,
        long bytesRead,
        long bytesWritten,
        String refusal,
        List<String> remarks) {

    /** Copies. */
    public RotationSummary {
        EnumMap<FileProblem.Kind, Long> copy = new EnumMap<>(FileProblem.Kind.class);
        copy.putAll(problems);
        problems = Collections.unmodifiableMap(copy);
        remarks = List.copyOf(remarks);
    }

    /** How many files something was wrong with. */
    public long problemFiles() {
        return problems.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many files are known to hold a key under {@code from} still; those with {@link #problems} may besides. */
    public long left() {
        return toRotate - rotated;
    }
}
